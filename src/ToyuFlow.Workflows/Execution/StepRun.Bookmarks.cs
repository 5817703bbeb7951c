using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <content>Bookmarks of the instance, and what became of them in this step.</content>
internal sealed partial class StepRun
{
    public void AddBookmark(Bookmark bookmark) => State.OpenBookmarks.Add(bookmark);

    public bool RemoveBookmark(string id)
    {
        var index = State.OpenBookmarks.FindIndex(b => b.Id == id);
        if (index < 0)
        {
            return false;
        }

        RememberRemoved(State.OpenBookmarks[index]);
        State.OpenBookmarks.RemoveAt(index);
        return true;
    }

    public IReadOnlyList<Bookmark> BookmarksCreated() => [.. State.OpenBookmarks.Where(b => !_bookmarksBefore.Contains(b.Id))];

    public IReadOnlyList<Bookmark> BookmarksRemoved() => _removed;

    /// <summary>Elsa asks whether any run of the activity waits, not whether this one does.</summary>
    private bool IsBookmarked(CompiledActivity activity)
    {
        foreach (var bookmark in State.OpenBookmarks)
        {
            if (bookmark.ActivityId == activity.Id && (activity.Key == activity.Id || State.Instances.Exists(i => i.Id == bookmark.ActivityInstanceId && i.Activity == activity)))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasOtherBookmark(ActivityInstance instance, Bookmark? except)
    {
        foreach (var bookmark in State.OpenBookmarks)
        {
            if (bookmark.ActivityInstanceId == instance.Id && bookmark.Id != except?.Id)
            {
                return true;
            }
        }

        return false;
    }

    private void RemoveBookmarks(ActivityInstance instance)
    {
        for (var i = State.OpenBookmarks.Count - 1; i >= 0; i--)
        {
            if (State.OpenBookmarks[i].ActivityInstanceId == instance.Id)
            {
                RememberRemoved(State.OpenBookmarks[i]);
                State.OpenBookmarks.RemoveAt(i);
            }
        }
    }

    private void RemoveAllBookmarks()
    {
        State.OpenBookmarks.ForEach(RememberRemoved);
        State.OpenBookmarks.Clear();
    }

    private void RememberRemoved(Bookmark bookmark)
    {
        if (_bookmarksBefore.Contains(bookmark.Id))
        {
            _removed.Add(bookmark);
        }
    }
}
