using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using Incoming = ToyuFlow.Server.Cases.UploadedFile;
using UploadedFile = ToyuFlow.Server.Layout.Forms.UploadedFile;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>补齐容缺材料: the applicant hands in what was promised.</summary>
[Authorize(Policy = Policies.Operator)]
[RequestSizeLimit(LargestPost)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class HandInModel(ToleranceReader reader, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    private const long LargestPost = 128L * 1024 * 1024;

    private IReadOnlyList<IFormFile> _files = [];

    public PromiseView Shown { get; private set; } = null!;

    public IReadOnlyList<GapPaper> Papers { get; private set; } = [];

    protected override long CurrentRevision => Shown.Promise.Revision;

    protected override string Next => $"/cases/details/{Shown.Promise.CaseId}";

    public static string PathOf(Guid promise) => $"/inbox/tolerance/handin/{promise}";

    public static string NameOf(GapRow gap) => $"material-{gap.Code}";

    public Upload Drawn(GapPaper paper) => new(
        NameOf(paper.Gap), paper.Gap.Name, paper.Gap.State == GapState.Missing,
        [.. paper.Files.Select(f => new UploadedFile(f.Name, f.Bytes, f.Href))],
        paper.Material?.Help,
        Errors.Errors.FirstOrDefault(e => e.FieldId == NameOf(paper.Gap))?.Message)
    {
        Accept = string.Join(',', (paper.Material?.Kinds ?? ["pdf"]).Select(k => $".{k}")),
    };

    protected override void Take(IFormCollection form) => _files = [.. form.Files.Where(f => f.Length > 0)];

    protected override async Task<string> DoAsync()
    {
        var papers = new List<PaperHandedIn>();
        foreach (var gap in Shown.Promise.Gaps)
        {
            foreach (var file in _files.Where(f => f.Name == NameOf(gap)))
            {
                papers.Add(new PaperHandedIn(gap.Code, await ReadAsync(file, NameOf(gap))));
            }
        }

        await steps.RunAsync<HandInPapers>(user.Actor, $"handin-{Operation}", (hand, token) => hand.RunAsync(Id, Revision, papers, token), HttpContext.RequestAborted);
        return texts["已补交，由受理人员核对。"];
    }

    protected override bool Load()
    {
        if (reader.Read(Id) is not { IsOperator: true } shown)
        {
            return false;
        }

        Shown = shown;
        Papers = [.. shown.Promise.Gaps.Where(g => g.State != GapState.Complete).Select(g => reader.PaperOf(shown.Promise, g))];
        return true;
    }

    private async Task<Incoming> ReadAsync(IFormFile file, string field)
    {
        if (file.Length > Materials.LargestBytes)
        {
            throw new InvalidInputException(field, texts["“{0}”超过 20 MB，没有上传。请压缩或分成几个文件。", FileKinds.SafeName(file.FileName)]);
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, HttpContext.RequestAborted);
        return new Incoming(FileKinds.SafeName(file.FileName), content.ToArray());
    }
}
