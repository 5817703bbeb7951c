using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>
/// Somebody who signs in. One kind each: an officer acts for posts, an operator for institutions, an administrator for one of three mutually
/// exclusive offices (三员分立) and never on a case.
/// </summary>
public sealed class Person : IdentityUser<Guid>
{
    public string TenantId { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public ActorKind Kind { get; set; }

    /// <summary>Only for administrators.</summary>
    public AdministratorOffice? Office { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>A password set by somebody else is good for one sign-in.</summary>
    public bool MustChangePassword { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Out at the next click, and not in again.</summary>
    public void Disable() => (IsDisabled, SecurityStamp) = (true, Guid.NewGuid().ToString("N"));

    /// <summary>Ends every session and every lock.</summary>
    public void GiveOneTimePassword(string hash)
    {
        (PasswordHash, SecurityStamp) = (hash, Guid.NewGuid().ToString("N"));
        (MustChangePassword, LockoutEnd, AccessFailedCount) = (true, null, 0);
    }
}

public enum AdministratorOffice
{
    System,
    Security,
    Audit,
}

public sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("person");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(p => p.NormalizedUserName).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.Kind, p.DisplayName });
    }
}
