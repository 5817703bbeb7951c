namespace ToyuFlow.Server.Designer;

/// <summary>Looking at definitions, changing them and putting them into force are rights of their own.</summary>
public static class DesignPolicies
{
    /// <summary>Any administrator of the county.</summary>
    public const string View = "design-view";

    public const string Edit = "design-edit";

    public const string Publish = "design-publish";
}
