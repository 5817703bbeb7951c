using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ToyuFlow.Server.Storage;

/// <summary>A data file in YAML, read by key with the line of every fault. Reading goes on after a fault, so that all are reported at once.</summary>
public sealed class YamlFile(string path)
{
    private readonly List<DataFault> _faults = [];

    /// <summary>The name shown in faults: the last folder and the file.</summary>
    public string Name { get; } = Path.Combine(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "", Path.GetFileName(path));

    public IReadOnlyList<DataFault> Faults => _faults;

    public static YamlFile Open(string path, out YamlMap root)
    {
        var file = new YamlFile(path);
        root = file.Parse(path);
        return file;
    }

    public void Fault(int line, string reason) => _faults.Add(new DataFault(Name, line, reason));

    private YamlMap Parse(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode mapping)
            {
                return new YamlMap(this, mapping, "");
            }
            Fault(1, "文件应是一个 YAML 对象（键: 值）。");
        }
        catch (IOException error)
        {
            Fault(1, $"文件读不出来：{error.Message}");
        }
        catch (YamlException error)
        {
            Fault((int)error.Start.Line, $"YAML 格式有误：{(error.InnerException ?? error).Message}");
        }
        return new YamlMap(this, [], "");
    }
}
