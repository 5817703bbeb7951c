namespace ToyuFlow.Server.Layout;

/// <summary>What an office may set about the frame, section <c>Layout</c> of the configuration.</summary>
public sealed class LayoutOptions
{
    public string ProductName { get; set; } = "托育服务管理平台";

    /// <summary>Where people reach the service, e.g. <c>https://toyu.example.gov.cn</c>, for links in messages; they have none when it is empty.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>The whole address of a page; empty when the service does not know its own.</summary>
    public string AddressOf(string href) => PublicAddress.Length == 0 || href.Length == 0 ? "" : PublicAddress.TrimEnd('/') + href;

    /// <summary>Shown in the footer and on error pages; left out when empty.</summary>
    public string? SupportContact { get; set; }
}
