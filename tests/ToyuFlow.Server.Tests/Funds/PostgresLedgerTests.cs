using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Funds;

public sealed class PostgresLedgerTests() : LedgerFacts(PostgresCluster.BinDirectory is null ? new ToyuFlowApp() : ToyuFlowApp.OnPostgres())
{
    [PostgresFact]
    public Task On_PostgreSQL_money_moves_from_available_to_paid_and_back() => Money_moves_from_available_to_paid_and_back();

    [PostgresFact]
    public Task On_PostgreSQL_the_same_movement_asked_for_twice_is_written_once() => The_same_movement_asked_for_twice_is_written_once();

    [PostgresFact]
    public Task On_PostgreSQL_what_does_not_fit_is_not_reserved_and_leaves_nothing() => What_does_not_fit_is_not_reserved_and_leaves_nothing();

    [PostgresFact]
    public Task On_PostgreSQL_sixteen_that_reserve_at_once_never_exceed_the_ceiling() => Sixteen_that_reserve_at_once_never_exceed_the_ceiling();

    [PostgresFact]
    public Task On_PostgreSQL_of_sixteen_payments_of_one_case_one_is_made() => Of_sixteen_payments_of_one_case_one_is_made();

    [PostgresFact]
    public Task On_PostgreSQL_commit_and_release_at_once_leave_one_of_the_two_outcomes() => Commit_and_release_at_once_leave_one_of_the_two_outcomes();

    [PostgresFact]
    public Task On_PostgreSQL_a_reservation_that_was_released_can_be_made_again() => A_reservation_that_was_released_can_be_made_again();
}
