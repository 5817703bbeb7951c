namespace ToyuFlow.Workflows.Bookmarks;

/// <summary>The bookmark to resume is not open: it was resumed before, its activity was cancelled, or its instance ended.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="bookmarkId">The bookmark that is not open.</param>
public sealed class BookmarkNotFoundException(string instanceId, string bookmarkId)
    : InvalidOperationException($"实例 {instanceId} 中没有等待中的书签 {bookmarkId}。")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The bookmark that is not open.</summary>
    public string BookmarkId { get; } = bookmarkId;
}
