namespace ToyuFlow.Server.Layout.Parts;

/// <summary>Where a keyset-paged list stands: model of <c>_Pager</c>. An address is null at that end of the list.</summary>
public sealed record Pager(int Shown, long Total, string? PreviousHref = null, string? NextHref = null);
