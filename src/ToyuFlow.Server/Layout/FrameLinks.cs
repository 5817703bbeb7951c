namespace ToyuFlow.Server.Layout;

/// <summary>The addresses behind the top bar; each is served by the folder that its path names.</summary>
public static class FrameLinks
{
    public const string Home = "/";
    public const string Search = "/cases";
    public const string Todo = "/inbox";
    public const string Unread = "/notifications";
    public const string Profile = "/accounts/profile";
    public const string Password = "/accounts/password";
    public const string NotificationSettings = "/notifications/settings";
    public const string SignIn = "/accounts/signin";
    public const string SignOut = "/accounts/signout";

    /// <summary>Asked by every open page for its numbers; it does not keep a session alive.</summary>
    public const string News = "/api/v1/news";

    /// <summary>Held open by the page that is looked at; does not keep a session alive either.</summary>
    public const string Stream = "/notifications/stream";
    public const string Language = "/language";
}
