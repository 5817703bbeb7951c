using System.Text.Encodings.Web;
using System.Text.Json;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Commands;

/// <summary>`policy check [DIR] [--json]`: reads all policy packs as the service would and prints every fault, and what is still to be configured.</summary>
public static class PolicyCommands
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0 when every pack is right, 1 when one is not, 2 for a wrong command line.</returns>
    public static int Check(string[] args, TextWriter output, TextWriter error)
    {
        var asJson = args.Contains("--json");
        var folders = args.Where(argument => argument != "--json").ToList();
        if (folders.Count > 1 || folders.Any(folder => folder.StartsWith('-')))
        {
            error.WriteLine("用法：policy check [文件夹] [--json]");
            return 2;
        }
        var folder = folders.FirstOrDefault() ?? Path.Combine(AppContext.BaseDirectory, "workflows");
        var packs = PackCatalog.Check(folder, out var faults);
        foreach (var fault in faults)
        {
            error.WriteLine(fault);
        }
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new { Packs = packs.Select(Summary), Faults = faults }, Json));
        }
        else
        {
            foreach (var pack in packs)
            {
                Print(pack, output);
            }
        }
        return faults.Count == 0 ? 0 : 1;
    }

    private static void Print(PolicyPack pack, TextWriter output)
    {
        output.WriteLine($"{pack.Name}（{pack.Id}，{(pack.Status == PackStatus.Draft ? "征求意见稿" : "正式印发")}）");
        output.WriteLine($"  引文 {Quotes(pack)} 处均与原文相符；单位 {pack.Units.Count} 个；补助 {pack.Subsidies.Count} 项；检查 {pack.Inspections.Count} 项；目标 {pack.Targets.Count} 项。");
        foreach (var setting in pack.Settings)
        {
            output.WriteLine($"  本地设置 {setting.Key} = {setting.Value}（{setting.By}）");
        }
        foreach (var missing in pack.MustBeConfigured())
        {
            output.WriteLine($"  待设置 [{missing.Process}] {missing.What}（{missing.Key}）");
        }
        foreach (var finding in pack.Findings.Where(finding => finding.IsOpen))
        {
            output.WriteLine($"  待决定 {finding.Code}：{finding.What}");
        }
    }

    private static object Summary(PolicyPack pack) => new
    {
        pack.Id,
        pack.Name,
        Status = pack.Status.ToString().ToLowerInvariant(),
        pack.AllowsPayment,
        Quotes = Quotes(pack),
        Units = pack.Units.Count,
        pack.Settings,
        MustBeConfigured = pack.MustBeConfigured(),
        OpenFindings = pack.Findings.Where(finding => finding.IsOpen).Select(finding => new { finding.Code, finding.What, finding.Choices }),
    };

    private static int Quotes(PolicyPack pack) => pack.Sources().Count(source => source.Quote is not null);
}
