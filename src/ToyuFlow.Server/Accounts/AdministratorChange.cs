using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

public enum AdministratorChangeKind
{
    Make,
    ResetPassword,
    Disable,
    Enable,
}

public enum AdministratorChangeState
{
    Open,
    Done,
    Refused,
}

/// <summary>
/// A change to an administrator's account: proposed by one administrator, decided by another of another office (三员分立), and by neither whom it
/// is about. Nobody can so make themselves a second office or take over that of a colleague.
/// </summary>
public sealed class AdministratorChange : TenantEntity
{
    public AdministratorChangeKind Kind { get; set; }

    public AdministratorChangeState State { get; set; }

    /// <summary>Whose account it is; null for one that is still to be made.</summary>
    public Guid? PersonId { get; set; }

    public AdministratorOffice Office { get; set; }

    public string UserName { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public Guid ProposedBy { get; set; }

    public string ProposedByName { get; set; } = "";

    public AdministratorOffice ProposedByOffice { get; set; }

    public DateTimeOffset ProposedAt { get; set; }

    public Guid? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Whether this administrator may decide it.</summary>
    public bool MayDecide(Guid person, AdministratorOffice office) =>
        State == AdministratorChangeState.Open && person != ProposedBy && office != ProposedByOffice && person != PersonId;

    public void Decide(AdministratorChangeState state, Guid person, string name, DateTimeOffset at) =>
        (State, DecidedBy, DecidedByName, DecidedAt) = (state, person, name, at);
}

public sealed class AdministratorChangeMapping : IEntityTypeConfiguration<AdministratorChange>
{
    public void Configure(EntityTypeBuilder<AdministratorChange> builder) => builder.HasIndex(c => new { c.TenantId, c.State, c.ProposedAt });
}
