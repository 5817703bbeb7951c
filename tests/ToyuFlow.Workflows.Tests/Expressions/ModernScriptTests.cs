namespace ToyuFlow.Workflows.Tests.Expressions;

/// <summary>Scripts as people write them today.</summary>
public sealed class ModernScriptTests
{
    [Theory]
    [InlineData("let a = 2; const b = 3; return a * b;", "6")]
    [InlineData("[1, 2, 3].map(x => x * 2)", "[2,4,6]")]
    [InlineData("[1, 2, 3].filter(x => x > 1).reduce((a, x) => a + x, 0)", "5")]
    [InlineData("const f = (a, b = 4) => { const c = a + b; return c; }; f(1)", "5")]
    [InlineData("[[1, 2], [3]].map(l => l.map(x => ({ v: x })))", """[[{"v":1},{"v":2}],[{"v":3}]]""")]
    [InlineData("[{ n: 1, m: 2 }].map(({ n, m: k }) => n + k)[0]", "3")]
    [InlineData("`a${1 + 1}b${`c${3}`}`", "\"a2bc3\"")]
    [InlineData("`line\n\"quoted\"`", "\"line\\n\\\"quoted\\\"\"")]
    [InlineData("var o = { a: { b: 5 } }; return [o.a?.b, o.x?.b, o.x?.b.c, o.a?.['b'], o.f?.(1)];", "[5,null,null,5,null]")]
    [InlineData("var o = null; o?.a?.b ?? 'none'", "\"none\"")]
    [InlineData("var z = 0; return [z ?? 7, null ?? undefined ?? 8, (z || null) ?? 9];", "[0,8,9]")]
    [InlineData("var s = 0; for (const x of [1, 2, 3]) { s += x; } return s;", "6")]
    [InlineData("const a = 1, b = 2; return { a, b, c: 3 };", """{"a":1,"b":2,"c":3}""")]
    [InlineData("true ? [1].map(x => x ? 1 : 2) : 3", "[1]")]
    [InlineData("const a = x => x + 1\nconst b = a(1)\nreturn b", "2")]
    [InlineData("'abc'.includes('b') && [1, 2].includes(2) && 'abc'.startsWith('a') && Object.values({ x: 1 })[0] === 1 && '7'.padStart(3, '0') === '007'", "true")]
    [InlineData("/a`=>b/.test('a`=>b')", "true")]
    [InlineData("'=> `not` ?. code'", "\"=> `not` ?. code\"")]
    public async Task What_is_newer_than_the_interpreter_runs(string script, string expected)
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Set("set", "v", script)), "v"));
        Assert.Empty(simulation.Instances[0].State.Incidents);
        Assert.Equal(expected, simulation.Instances[0].State.Variables["v"]?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("class A { }")]
    [InlineData("x => ")]
    [InlineData("`open")]
    [InlineData("async () => 1")]
    [InlineData("a?.")]
    [InlineData("?? 1")]
    [InlineData("[...x]")]
    public void What_cannot_be_written_otherwise_is_told(string script) =>
        Assert.Single(Wf.Compile(Wf.Definition(Wf.Sequence("root", Wf.Set("set", "v", script)), "v")).Faults);

    [Theory]
    [InlineData("nope.x", "nope is not defined")]
    [InlineData("var x; x.y", "Cannot read property 'y' of undefined")]
    [InlineData("throw new Error('bad')", "bad")]
    public async Task An_error_is_told_in_the_words_of_the_interpreter(string script, string message)
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Activity("js", "RunJavaScript", ("script", script))));
        Assert.Equal(message, Assert.Single(simulation.Instances[0].State.Incidents).Message);
    }

    [Fact]
    public async Task A_script_can_catch_that_something_is_missing()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Set("set", "v", "try { var n = null; n.foo.bar } catch (e) { return e instanceof TypeError }")), "v"));
        Assert.True(simulation.Instances[0].State.Variables["v"]!.GetValue<bool>());
    }
}
