using System.Text.Json;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Tests.Jurisdictions;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class PolicyCommandsTests
{
    [Fact]
    public void A_right_pack_exits_with_zero_and_says_what_is_still_open()
    {
        var (code, output, error) = Run();
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("泸县（luxian，征求意见稿）", output);
        Assert.Contains("本地设置 publicity = 5 wd（示范设置）", output);
        Assert.Contains("待决定 TEXT_VS_TABLE_2025", output);
    }

    [Fact]
    public void A_wrong_pack_exits_with_one_and_its_faults_stand_on_standard_error()
    {
        var (code, output, error) = Run(PackFolder.CopyWith("luxian/pack.yaml", "role: CIVIL, acts", "role: CIVL, acts"));
        Assert.Equal((1, ""), (code, output));
        Assert.Matches("^luxian/pack.yaml:[0-9]+: registration 引用了不存在的部门角色「CIVL」。", error);
    }

    [Fact]
    public void The_result_can_be_read_by_a_program()
    {
        var (_, output, _) = Run(PackFolder.Shipped, "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Empty(json.RootElement.GetProperty("faults").EnumerateArray());
        Assert.True(json.RootElement.GetProperty("packs")[0].GetProperty("quotes").GetInt32() > 90);
    }

    [Fact]
    public void A_wrong_command_line_exits_with_two() => Assert.Equal(2, Run("--yaml").Code);

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (PolicyCommands.Check(args, output, error), output.ToString(), error.ToString());
    }
}
