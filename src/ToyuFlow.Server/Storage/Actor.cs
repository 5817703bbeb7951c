namespace ToyuFlow.Server.Storage;

public enum ActorKind
{
    System,
    Officer,
    Operator,
    Administrator,
}

/// <summary>Who does a step. Automatic acts are done by <see cref="System"/> and shown as 系统.</summary>
public sealed record Actor(Guid? PersonId, string Name, ActorKind Kind, string TenantId)
{
    public const string SystemName = "系统";

    public bool IsSystem => Kind == ActorKind.System;

    public static Actor System(string tenantId) => new(null, SystemName, ActorKind.System, tenantId);
}
