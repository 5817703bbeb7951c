using ToyuFlow.Server.Jurisdictions.Reading;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>All policy packs, read once when the service starts. Immutable and safe to share.</summary>
public sealed class PackCatalog
{
    private readonly Dictionary<string, PolicyPack> _packs;

    public PackCatalog(IEnumerable<PolicyPack> packs) => _packs = packs.ToDictionary(pack => pack.Id);

    public IReadOnlyCollection<PolicyPack> Packs => _packs.Values;

    public PolicyPack this[string id] => _packs.TryGetValue(id, out var pack) ? pack : throw new KeyNotFoundException($"没有名为「{id}」的政策包。");

    public PolicyPack? Find(string id) => _packs.GetValueOrDefault(id);

    /// <summary>Reads every folder of `workflows/` that holds a pack.yaml.</summary>
    /// <exception cref="DataFaultException">A pack is wrong; all faults of all packs.</exception>
    public static PackCatalog Load(string workflows)
    {
        var packs = Check(workflows, out var faults);
        return faults.Count == 0 ? new PackCatalog(packs) : throw new DataFaultException(faults);
    }

    /// <summary>Reads like <see cref="Load"/>, but returns the packs that are right together with the faults of the others.</summary>
    public static IReadOnlyList<PolicyPack> Check(string workflows, out IReadOnlyList<DataFault> faults)
    {
        var packs = new List<PolicyPack>();
        var found = new List<DataFault>();
        var folders = Directory.Exists(workflows)
            ? Directory.GetDirectories(workflows).Where(folder => File.Exists(Path.Combine(folder, "pack.yaml"))).Order().ToList()
            : [];
        foreach (var folder in folders)
        {
            var (pack, wrong) = PackReader.Read(workflows, folder);
            found.AddRange(wrong);
            if (pack is not null && pack.Id != Path.GetFileName(folder))
            {
                found.Add(new DataFault($"{Path.GetFileName(folder)}/pack.yaml", 1, $"id 应与文件夹同名（{Path.GetFileName(folder)}），现在是「{pack.Id}」。"));
            }
            else if (pack is not null)
            {
                packs.Add(pack);
            }
        }
        if (folders.Count == 0)
        {
            found.Add(new DataFault(workflows, 0, "这个文件夹里没有政策包（<县>/pack.yaml）。"));
        }
        faults = [.. found.Distinct()];
        return packs;
    }
}
