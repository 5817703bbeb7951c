using System.Net;
using System.Net.Sockets;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Jurisdictions;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class StartupFaultTests
{
    [Fact]
    public async Task A_data_directory_in_use_is_named_in_one_sentence()
    {
        var directory = DemoData.Copy();
        await using var running = await ServerProcess.StartAsync(directory);
        var ended = await ServerProcess.RunToEndAsync(directory, "--urls", "http://127.0.0.1:0");
        AssertOneSentence(ended, "正被另一个 ToyuFlow 进程使用", directory);
    }

    [Fact]
    public async Task A_port_in_use_is_named_in_one_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var ended = await ServerProcess.RunToEndAsync(DemoData.Copy(), "--urls", address);
        AssertOneSentence(ended, "端口已被占用", address);
    }

    [Fact]
    public async Task A_bad_pack_is_named_with_file_and_line_and_the_database_is_not_touched()
    {
        var packs = PackFolder.CopyWith(Path.Combine("luxian", "pack.yaml"), "status: draft", "status: 草稿");
        var directory = Directory.CreateTempSubdirectory("toyuflow-").FullName;
        var ended = await ServerProcess.RunToEndAsync(directory, "--Workflows:Directory", packs);
        AssertOneSentence(ended, "数据库没有改动", "luxian/pack.yaml:");
        Assert.False(File.Exists(Path.Combine(directory, "toyuflow.db")));
    }

    [Fact]
    public async Task A_bad_definition_is_named_with_file_and_line_and_the_database_is_not_touched()
    {
        var packs = PackFolder.Copy();
        var file = Path.Combine(packs, "common", "filing.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("ToyuFlow.ApprovalTask", "ToyuFlow.NoSuchStep", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(packs, "common", "broken.json"), "{\n  \"id\": \n}");
        var directory = Directory.CreateTempSubdirectory("toyuflow-").FullName;
        var ended = await ServerProcess.RunToEndAsync(directory, "--Workflows:Directory", packs);
        AssertOneSentence(ended, "数据库没有改动", "common/filing.json:", "NoSuchStep", "common/broken.json:3:");
        Assert.False(File.Exists(Path.Combine(directory, "toyuflow.db")));
    }

    [Theory]
    [InlineData("--Mail:Port", "no number", "Mail:Port")]
    [InlineData("--Database:Provider", "Oracle", "Database:Provider")]
    public async Task A_bad_setting_is_named_with_its_value(string option, string value, string key)
    {
        var directory = Directory.CreateTempSubdirectory("toyuflow-").FullName;
        var ended = await ServerProcess.RunToEndAsync(directory, option, value);
        AssertOneSentence(ended, key, value);
        Assert.False(File.Exists(Path.Combine(directory, "toyuflow.db")));
    }

    private static void AssertOneSentence((int ExitCode, string Output, string Error) ended, params string[] parts)
    {
        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("服务没有启动", ended.Error, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, ended.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Output + ended.Error, StringComparison.Ordinal);
    }
}
