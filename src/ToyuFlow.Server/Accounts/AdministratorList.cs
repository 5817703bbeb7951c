using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The administrators of a county by office, and the latest changes to them, open ones first.</summary>
public sealed class AdministratorList(DatabaseReader reader)
{
    private const int MostChanges = 30;

    public IReadOnlyList<PersonItem> People(string tenantId) => reader.Read(sql => sql.List(
        $"select {PeopleList.Columns} from person p where p.tenant_id = @tenant and p.kind = 'Administrator' order by p.office desc, p.created_at", PeopleList.Item, ("tenant", tenantId)));

    public IReadOnlyList<AdministratorChange> Changes(string tenantId) => reader.Read(sql => sql.List(
        """
        select id, kind, state, person_id, office, user_name, display_name, proposed_by, proposed_by_name, proposed_by_office, proposed_at, decided_by_name, decided_at
        from administrator_change where tenant_id = @tenant order by case when state = 'Open' then 0 else 1 end, proposed_at desc limit @most
        """,
        row => new AdministratorChange
        {
            Id = row.GetGuid(0),
            Kind = row.Named<AdministratorChangeKind>(1),
            State = row.Named<AdministratorChangeState>(2),
            PersonId = row.GuidOrNull(3),
            Office = row.Named<AdministratorOffice>(4),
            UserName = row.GetString(5),
            DisplayName = row.GetString(6),
            ProposedBy = row.GetGuid(7),
            ProposedByName = row.GetString(8),
            ProposedByOffice = row.Named<AdministratorOffice>(9),
            ProposedAt = row.Instant(10),
            DecidedByName = row.TextOrNull(11),
            DecidedAt = row.InstantOrNull(12),
        },
        ("tenant", tenantId), ("most", MostChanges)));
}
