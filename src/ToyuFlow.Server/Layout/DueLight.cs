namespace ToyuFlow.Server.Layout;

/// <summary>How a limit stands. The colours of the first four are used for nothing else.</summary>
public enum DueLight
{
    /// <summary>No limit runs.</summary>
    None,
    InTime,
    /// <summary>Two working days or fewer are left.</summary>
    Soon,
    /// <summary>The promised limit (承诺时限) has passed.</summary>
    PastPromise,
    /// <summary>The limit of the law (法定时限) has passed.</summary>
    PastLaw,
    Paused,
    Finished,
}
