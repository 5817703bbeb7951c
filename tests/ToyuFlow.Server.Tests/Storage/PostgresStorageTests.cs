using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Storage;

/// <summary>The same facts on PostgreSQL; the class makes its database only where the server is installed.</summary>
public sealed class PostgresStorageTests() : StorageFacts(PostgresCluster.BinDirectory is null ? new ToyuFlowApp() : ToyuFlowApp.OnPostgres())
{
    [PostgresFact]
    public Task On_PostgreSQL_a_step_that_throws_leaves_nothing() => A_step_that_throws_leaves_nothing();

    [PostgresFact]
    public Task On_PostgreSQL_a_part_that_throws_is_undone_and_the_rest_of_the_step_stays() => A_part_that_throws_is_undone_and_the_rest_of_the_step_stays();

    [PostgresFact]
    public Task On_PostgreSQL_numbers_taken_at_once_have_no_gap_and_no_double() => Numbers_taken_at_once_have_no_gap_and_no_double();

    [PostgresFact]
    public Task On_PostgreSQL_an_operation_sent_many_times_at_once_is_done_once() => An_operation_sent_many_times_at_once_is_done_once();

    [PostgresFact]
    public Task On_PostgreSQL_of_twenty_who_decide_at_once_one_wins() => Of_twenty_who_decide_at_once_one_wins();

    [PostgresFact]
    public Task On_PostgreSQL_a_row_of_another_county_is_not_seen() => A_row_of_another_county_is_not_seen();

    [PostgresFact]
    public Task On_PostgreSQL_a_row_is_not_written_into_another_county() => A_row_is_not_written_into_another_county();

    [PostgresFact]
    public Task On_PostgreSQL_nothing_is_written_outside_of_a_step() => Nothing_is_written_outside_of_a_step();

    [PostgresFact]
    public Task On_PostgreSQL_the_migrations_lead_to_the_model() => The_migrations_lead_to_the_model();

    [PostgresFact]
    public Task On_PostgreSQL_a_database_of_the_folded_migrations_is_taken_over() => A_database_of_the_folded_migrations_is_taken_over();

    [PostgresFact]
    public Task On_PostgreSQL_a_database_that_stopped_on_the_way_is_refused_and_left_as_it_is() => A_database_that_stopped_on_the_way_is_refused_and_left_as_it_is();
}
