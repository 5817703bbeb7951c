using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities.Branching;
using ToyuFlow.Workflows.Activities.Composition;
using ToyuFlow.Workflows.Activities.Control;
using ToyuFlow.Workflows.Activities.Events;
using ToyuFlow.Workflows.Activities.Http;
using ToyuFlow.Workflows.Activities.Looping;
using ToyuFlow.Workflows.Activities.Primitives;
using ToyuFlow.Workflows.Activities.Timing;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Expressions;
using ToyuFlow.Workflows.Flowcharts;

namespace ToyuFlow.Workflows.Activities;

/// <summary>The activities that come with the engine, one line each.</summary>
internal static class BuiltInActivities
{
    public static ActivityDescriptor Workflow { get; } = Describe("Elsa.Workflow", "流程", "Workflows", "流程本身。", [], []) with { IsContainer = true };

    public static Activity WorkflowActivity { get; } = new WorkflowActivity();

    public static void AddTo(ActivityCatalog catalog)
    {
        AddContainers(catalog);
        AddBranching(catalog);
        AddLooping(catalog);
        AddPrimitives(catalog);
        AddWaiting(catalog);
        AddComposition(catalog);
        AddOutside(catalog);
    }

    private static void AddContainers(ActivityCatalog catalog)
    {
        Add(catalog, new FlowchartActivity(), Describe("Elsa.Flowchart", "流程图", "Flow", "按连线执行其中的活动。", [], []) with { IsContainer = true });
        Add(catalog, new Sequence(), Describe("Elsa.Sequence", "顺序", "Workflows", "依次执行其中的活动。", [], []) with { IsContainer = true });
        Add(catalog, new Control.Parallel(), Describe("Elsa.Parallel", "并行", "Workflows", "同时执行其中的活动，全部完成后继续。", [], []) with { IsContainer = true });
        Add(catalog, new Fork(), Describe("Elsa.Fork", "分叉（容器）", "Control Flow", "同时执行各个分支，全部或任一完成后继续。", [], []));
        Add(catalog, new FlowNode(), Describe("Elsa.FlowNode", "容器", "Flow", "执行其中的活动。", [], []) with { EmbeddedPorts = ["Body"] });
        Add(catalog, new Milestone(), Describe("Elsa.Start", "开始", "Flow", "流程图的起点。", [], []));
        Add(catalog, new Milestone(), Describe("Elsa.End", "结束", "Flow", "流程图的终点：到达后流程图完成。", [], []) with { IsTerminal = true });
        Add(catalog, new Finish(), Describe("Elsa.Finish", "结束流程", "Primitives", "立即结束整个流程。", [], []) with { IsTerminal = true });
        Add(catalog, new Complete(), Describe("Elsa.Complete", "完成", "Composition", "以指定的结果完成外层流程。", [new("Outcomes", DataType.Object, "结果")], []) with { IsTerminal = true });
        Add(catalog, new Fault(), Describe("Elsa.Fault", "报错", "Primitives", "使流程出错。", [new("Code", DisplayName: "代码"), new("Category", DisplayName: "类别"), new("FaultType", DisplayName: "类型"), new("Message", DisplayName: "说明", UIHint: "multi-line")], []));
    }

    private static void AddBranching(ActivityCatalog catalog)
    {
        var mode = new ActivityInput("Mode", DataType.String, "方式", Default: JsonValue.Create("MatchFirst"), UIHint: "dropdown", Options: ["MatchFirst", "MatchAny"]);
        var condition = new ActivityInput("Condition", DataType.Boolean, "条件");
        Add(catalog, new If(), Describe("Elsa.If", "如果", "Branching", "按条件执行两个活动之一。", [condition], [new("Result", DataType.Boolean)]) with { EmbeddedPorts = ["Then", "Else"] });
        Add(catalog, new Switch(), Describe("Elsa.Switch", "分支", "Branching", "执行条件成立的分支。", [mode], [new("Output")]) with { EmbeddedPorts = ["Default"] });
        Add(catalog, new FlowDecision(), Describe("Elsa.FlowDecision", "判断", "Branching", "按条件走 True 或 False。", [condition], []) with { Ports = ActivityPorts.Fixed("True", "False") });
        Add(catalog, new FlowSwitch(), Describe("Elsa.FlowSwitch", "多路判断", "Branching", "走条件成立的分支。", [mode], []) with { Ports = ActivityPorts.From(CaseLabels) });
        Add(catalog, new FlowFork(), Describe("Elsa.FlowFork", "分叉", "Branching", "同时走各个分支。", [new("Branches", DataType.StringList, "分支", UIHint: "dynamic-outcomes")], []) with { Ports = ActivityPorts.From(Branches) });
        Add(catalog, new FlowJoin(), Describe("Elsa.FlowJoin", "汇合", "Branching", "等待分支汇合。", [new("Mode", DataType.Object, "方式", Default: JsonValue.Create("WaitAny"), UIHint: "dropdown", Options: ["WaitAll", "WaitAllActive", "WaitAny"])], []));
    }

    private static void AddLooping(ActivityCatalog catalog)
    {
        Add(catalog, new While(), Describe("Elsa.While", "循环", "Looping", "条件成立时重复执行。", [new("Condition", DataType.Boolean, "条件", AutoEvaluate: false)], []) with { EmbeddedPorts = ["Body"] });
        Add(catalog, new For(), Describe("Elsa.For", "计数循环", "Looping", "从起到止重复执行。", [new("Start", DataType.Integer, "起", Default: JsonValue.Create(0)), new("End", DataType.Integer, "止", Default: JsonValue.Create(0)), new("Step", DataType.Integer, "步长", Default: JsonValue.Create(1)), new("OuterBoundInclusive", DataType.Boolean, "含终点", Default: JsonValue.Create(true))], [new("CurrentValue")]) with { EmbeddedPorts = ["Body"] });
        Add(catalog, new ForEach(), Describe("Elsa.ForEach", "逐项循环", "Looping", "对列表中的每一项依次执行。", [new("Items", DataType.Object, "列表")], [new("CurrentValue")]) with { EmbeddedPorts = ["Body"] });
        Add(catalog, new ParallelForEach(), Describe("Elsa.ParallelForEach", "并行逐项", "Looping", "对列表中的各项同时执行。", [new("Items", DataType.Object, "列表")], []) with { EmbeddedPorts = ["Body"] });
        Add(catalog, new Break(), Describe("Elsa.Break", "跳出循环", "Looping", "结束所在的循环。", [], []) with { IsTerminal = true });
    }

    private static void AddPrimitives(ActivityCatalog catalog)
    {
        Add(catalog, new SetVariable(), Describe("Elsa.SetVariable", "设置变量", "Primitives", "给变量赋值。", [new("Value", DataType.Object, "值")], []));
        Add(catalog, new WriteLine(), Describe("Elsa.WriteLine", "写一行", "Console", "在日志中写一行文字。", [new("Text", DisplayName: "文字")], []));
        Add(catalog, new SetName(), Describe("Elsa.SetName", "命名", "Primitives", "给实例命名。", [new("Value", DisplayName: "名称")], []));
        Add(catalog, new Correlate(), Describe("Elsa.Correlate", "关联", "Primitives", "设置实例的关联编号。", [new("CorrelationId", DisplayName: "关联编号")], []));
        Add(catalog, new SetOutput(), Describe("Elsa.SetOutput", "设置输出", "Composition", "设置流程的输出。", [new("OutputName", DisplayName: "名称"), new("OutputValue", DataType.Object, "值")], []));
        Add(catalog, new RunJavaScript(), Describe("Elsa.RunJavaScript", "运行脚本", "Scripting", "运行一段 JavaScript（ES5）。", [new("Script", DisplayName: "脚本", UIHint: "code-editor"), new("PossibleOutcomes", DataType.StringList, "可能的结果", UIHint: "dynamic-outcomes")], [new("Result")]) with { Ports = ActivityPorts.From(node => ActivityPorts.LiteralList(node, "PossibleOutcomes") is { } more ? ["Done", .. more] : null) });
    }

    private static void AddWaiting(ActivityCatalog catalog)
    {
        Add(catalog, new RunTask(), Describe("Elsa.RunTask", "任务", "Primitives", "等待外部完成一项任务。", [new("TaskName", DisplayName: "任务名称"), new("Payload", DataType.Object, "内容")], [new("Result"), new("TaskId", DataType.String)]) with { MayWait = true });
        Add(catalog, new Event(), Describe("Elsa.Event", "等待事件", "Primitives", "等待一个事件。", [new("EventName", DisplayName: "事件名称")], [new("Result")]) with { MayWait = true, IsTrigger = true });
        Add(catalog, new PublishEvent(), Describe("Elsa.PublishEvent", "发布事件", "Primitives", "发布一个事件。", [new("EventName", DisplayName: "事件名称"), new("CorrelationId", DisplayName: "关联编号"), new("IsLocalEvent", DataType.Boolean, "仅本实例", UIHint: "checkbox"), new("Payload", DataType.Object, "内容")], []));
        Add(catalog, new Delay(), Describe("Elsa.Delay", "延时", "Scheduling", "等待一段时间。", [new("TimeSpan", DataType.TimeSpan, "时长")], []) with { MayWait = true });
        Add(catalog, new Timing.Timer(), Describe("Elsa.Timer", "定时", "Scheduling", "按间隔触发。", [new("Interval", DataType.TimeSpan, "间隔", Default: JsonValue.Create("00:01:00"))], []) with { MayWait = true, IsTrigger = true });
        Add(catalog, new Cron(), Describe("Elsa.Cron", "定时表达式", "Scheduling", "等到定时表达式的下一个时刻（北京时间）。", [new("CronExpression", DisplayName: "定时表达式")], []) with { MayWait = true, IsTrigger = true });
        Add(catalog, new StartAt(), Describe("Elsa.StartAt", "到点", "Scheduling", "等到某一时刻。", [new("DateTime", DataType.DateTime, "时刻")], []) with { MayWait = true, IsTrigger = true });
    }

    private static void AddComposition(ActivityCatalog catalog)
    {
        ActivityInput[] inputs = [new("WorkflowDefinitionId", DisplayName: "流程"), new("CorrelationId", DisplayName: "关联编号"), new("Input", DataType.Object, "输入"), new("WaitForCompletion", DataType.Boolean, "等待完成", UIHint: "checkbox")];
        Add(catalog, new ExecuteWorkflow(), Describe("Elsa.ExecuteWorkflow", "运行子流程", "Composition", "在本步骤中运行另一个流程。", inputs, [new("Result"), new("Output", DataType.Object, "输出", "子流程的输出，子流程等待过也不丢失。")]) with { MayWait = true });
        Add(catalog, new DispatchWorkflow(), Describe("Elsa.DispatchWorkflow", "启动子流程", "Composition", "另行启动一个流程。", inputs, [new("Result")]) with { MayWait = true });
        ActivityInput[] bulk =
        [
            new("WorkflowDefinitionId", DisplayName: "流程"), new("Items", DataType.Object, "列表"), new("DefaultItemInputKey", DisplayName: "各项的输入名", Default: JsonValue.Create("Item")),
            new("CorrelationIdFunction", DisplayName: "关联编号", AutoEvaluate: false), new("Input", DataType.Object, "其他输入"), new("WaitForCompletion", DataType.Boolean, "等待完成", Default: JsonValue.Create(true), UIHint: "checkbox")
        ];
        Add(catalog, new BulkDispatchWorkflows(), Describe("Elsa.BulkDispatchWorkflows", "批量启动子流程", "Composition", "对列表中的每一项启动一个流程。", bulk, []) with { MayWait = true, EmbeddedPorts = ["ChildCompleted", "ChildFaulted"], Ports = ActivityPorts.Fixed("Completed", "Canceled", "Done") });
    }

    private static void AddOutside(ActivityCatalog catalog)
    {
        ActivityInput[] request =
        [
            new("Url", DisplayName: "网址"), new("Method", DisplayName: "方法", Default: JsonValue.Create("GET"), UIHint: "dropdown", Options: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
            new("Content", DataType.Object, "内容", UIHint: "multi-line"), new("ContentType", DisplayName: "内容类型"), new("Authorization", DisplayName: "授权头"), new("RequestHeaders", DataType.Object, "请求头", UIHint: "json-editor")
        ];
        ActivityOutput[] answer = [new("Result"), new("ParsedContent"), new("StatusCode", DataType.Integer), new("ResponseHeaders")];
        Add(catalog, new SendHttpRequest(), Describe("Elsa.SendHttpRequest", "发送请求", "HTTP", "向允许的外部服务发送请求，等待答复。", request, answer) with { MayWait = true, EmbeddedPorts = ["UnmatchedStatusCode", "FailedToConnect", "Timeout"] });
        Add(catalog, new FlowSendHttpRequest(), Describe("Elsa.FlowSendHttpRequest", "发送请求（流程图）", "HTTP", "向允许的外部服务发送请求，按答复继续。", [.. request, new("ExpectedStatusCodes", DataType.Object, "预期的状态码", UIHint: "multi-text")], answer) with { MayWait = true, Ports = ActivityPorts.From(FlowSendHttpRequest.Ports) });
        Add(catalog, new HttpEndpoint(), Describe("Elsa.HttpEndpoint", "接收请求", "HTTP", "等待外部系统向本服务的路径发来请求。", [new("Path", DisplayName: "路径"), new("SupportedMethods", DataType.StringList, "方法", UIHint: "check-list", Options: ["GET", "POST", "PUT", "PATCH", "DELETE"])], [new("Result"), new("ParsedContent"), new("QueryStringData"), new("RouteData"), new("Headers")]) with { MayWait = true, IsTrigger = true });
        Add(catalog, new SendEmail(), Describe("Elsa.SendEmail", "发送邮件", "Email", "发送邮件；与本步骤同时提交后送出。", [new("To", DataType.StringList, "收件人", UIHint: "multi-text"), new("Subject", DisplayName: "主题"), new("Body", DisplayName: "正文", UIHint: "multi-line")], []));
    }

    private static ActivityDescriptor Describe(string type, string name, string category, string description, IReadOnlyList<ActivityInput> inputs, IReadOnlyList<ActivityOutput> outputs) =>
        new(type, 1, name, category, description, inputs, outputs, ActivityPorts.Done) { IsBuiltIn = true };

    private static void Add(ActivityCatalog catalog, Activity activity, ActivityDescriptor descriptor) => catalog.Add(descriptor, _ => activity);

    private static IReadOnlyList<string>? CaseLabels(ActivityNode node) =>
        [.. ElsaJsonReader.Objects(node.Json["cases"]).Select(c => ElsaJsonReader.Text(c, "label") ?? ""), "Default"];

    private static IReadOnlyList<string>? Branches(ActivityNode node) => node.Json["branches"] is null ? ["Done"] : ActivityPorts.LiteralList(node, "Branches");
}
