namespace ToyuFlow.Server.Layout.Forms;

/// <summary>One material to hand in: model of <c>_Upload</c>. Stands inside a form with enctype multipart/form-data.</summary>
/// <param name="Name">The name of the file input.</param>
/// <param name="Files">What is already there, with its links.</param>
/// <param name="ExampleHref">A filled-in example to look at.</param>
/// <param name="TemplateHref">An empty form to download.</param>
public sealed record Upload(
    string Name,
    string Label,
    bool Required = false,
    IReadOnlyList<UploadedFile>? Files = null,
    string? Help = null,
    string? Error = null,
    string? ExampleHref = null,
    string? TemplateHref = null)
{
    public string Accept { get; init; } = ".pdf,.jpg,.jpeg,.png";

    public int MaxMegabytes { get; init; } = 20;

    public int MaxFiles { get; init; } = 5;

    public bool IsReadOnly { get; init; }

    /// <summary>The address that one file is posted to at once (field <c>Name</c>), answered with this partial; null waits for the form.</summary>
    public string? PostTo { get; init; }

    public string Id => FormField.IdOf(Name);
}

/// <param name="RemoveValue">Value of the button <c>remove</c> that takes the file away; null when it may not be removed.</param>
public sealed record UploadedFile(string FileName, long Bytes, string Href, string? RemoveValue = null, string? Note = null)
{
    public string Size => Bytes >= 1024 * 1024 ? $"{Bytes / 1048576.0:0.0} MB" : $"{Math.Max(1, Bytes / 1024)} KB";

    public bool IsImage => Path.GetExtension(FileName).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG";
}
