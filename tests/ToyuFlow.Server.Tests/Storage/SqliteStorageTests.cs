using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Storage;

public sealed class SqliteStorageTests() : StorageFacts(new ToyuFlowApp())
{
    [Fact]
    public Task On_SQLite_a_step_that_throws_leaves_nothing() => A_step_that_throws_leaves_nothing();

    [Fact]
    public Task On_SQLite_a_part_that_throws_is_undone_and_the_rest_of_the_step_stays() => A_part_that_throws_is_undone_and_the_rest_of_the_step_stays();

    [Fact]
    public Task On_SQLite_numbers_taken_at_once_have_no_gap_and_no_double() => Numbers_taken_at_once_have_no_gap_and_no_double();

    [Fact]
    public Task On_SQLite_an_operation_sent_many_times_at_once_is_done_once() => An_operation_sent_many_times_at_once_is_done_once();

    [Fact]
    public Task On_SQLite_of_twenty_who_decide_at_once_one_wins() => Of_twenty_who_decide_at_once_one_wins();

    [Fact]
    public Task On_SQLite_a_row_of_another_county_is_not_seen() => A_row_of_another_county_is_not_seen();

    [Fact]
    public Task On_SQLite_a_row_is_not_written_into_another_county() => A_row_is_not_written_into_another_county();

    [Fact]
    public Task On_SQLite_nothing_is_written_outside_of_a_step() => Nothing_is_written_outside_of_a_step();

    [Fact]
    public Task On_SQLite_the_migrations_lead_to_the_model() => The_migrations_lead_to_the_model();

    [Fact]
    public Task On_SQLite_a_database_of_the_folded_migrations_is_taken_over() => A_database_of_the_folded_migrations_is_taken_over();

    [Fact]
    public Task On_SQLite_a_database_that_stopped_on_the_way_is_refused_and_left_as_it_is() => A_database_that_stopped_on_the_way_is_refused_and_left_as_it_is();
}
