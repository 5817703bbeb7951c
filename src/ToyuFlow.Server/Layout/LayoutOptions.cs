namespace ToyuFlow.Server.Layout;

/// <summary>What an office may set about the frame, section <c>Layout</c> of the configuration.</summary>
public sealed class LayoutOptions
{
    public string ProductName { get; set; } = "托育服务管理平台";

    /// <summary>Shown in the footer and on error pages; left out when empty.</summary>
    public string? SupportContact { get; set; }
}
