namespace ToyuFlow.Server.Storage;

/// <summary>A row of one jurisdiction. The key is (TenantId, Id), so that every foreign key carries the tenant and none can cross it.</summary>
public abstract class TenantEntity
{
    public string TenantId { get; set; } = "";

    public Guid Id { get; set; }
}
