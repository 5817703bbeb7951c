using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Inbox;

/// <summary>What can be set of 人工审批 in a definition.</summary>
public static class ApprovalTaskDescriptor
{
    public static readonly ActivityDescriptor Instance = new(
        ApprovalTaskActivity.TypeName,
        1,
        "人工审批",
        "托育",
        "把一项任务交给某部门的岗位、指定的签办人或申请人，等待办理；从办理结果对应的出口离开。",
        [
            new("StepCode", DisplayName: "环节代码"),
            new("Title", DisplayName: "任务标题", Required: true),
            new("Role", DisplayName: "承办角色", Description: "政策包中的角色代码；APPLICANT 表示申请人。", Required: true),
            new("Post", DisplayName: "岗位代码"),
            new("Limit", DisplayName: "时限", Description: "政策包中的时限代码，5 wd 这样的时限，或 2025-03-31 这样的最后一天。"),
            new("Instructions", DisplayName: "办理说明", UIHint: "multi-line"),
            new("Actions", DataType.Object, "办理结果", Required: true, UIHint: "code-editor"),
            new("Fields", DataType.Object, "填写项", UIHint: "code-editor"),
            new("Checklist", DataType.Object, "检查表", UIHint: "code-editor"),
            new("TransferWithin", DisplayName: "转办范围", Description: "post：同岗位（默认）；unit：本单位。"),
            new("SeparateFrom", DataType.Object, "不相容环节", UIHint: "code-editor"),
            new("SignMode", DisplayName: "签办方式"),
            new("Signers", DataType.Object, "签办人", UIHint: "code-editor"),
            new("WaitForAll", DataType.Boolean, "等全部人签完"),
            new("Threshold", DataType.Number, "通过比例"),
            new("Strict", DataType.Boolean, "须超过通过比例"),
            new("RejectThreshold", DataType.Number, "否决比例"),
            new("Quorum", DataType.Number, "法定人数比例"),
            new("Veto", DataType.Boolean, "一票否决"),
            new("GroupMinimum", DataType.Integer, "每部门同意人数"),
            new("LimitPer", DisplayName: "时限怎么算"),
            new("OnExpiry", DisplayName: "到期处理"),
            new("Reminders", DataType.Object, "办理提醒", UIHint: "code-editor"),
            new("WhenNobody", DisplayName: "找不到签办人时"),
            new("WhenConflict", DisplayName: "签办人须回避时"),
            new("AddDepth", DataType.Integer, "加签层数"),
            new("Copies", DataType.Object, "抄送", UIHint: "code-editor"),
            new("OpinionRule", DisplayName: "意见"),
            new("Attachments", DisplayName: "附件"),
            new("Allow", DataType.Object, "允许的操作", UIHint: "code-editor"),
            new("AllowTolerance", DataType.Boolean, "允许容缺受理"),
            new("ToleranceOutcome", DisplayName: "容缺受理的办理结果"),
            new("ToleranceDays", DataType.Integer, "容缺补齐最长期限"),
            new("WithholdsOnGap", DataType.Boolean, "容缺未补齐不发结果"),
            new("AllowBatch", DataType.Boolean, "可以批量通过", "默认不可以。只有一个表示同意的结果、不用逐件填写检查或上传的环节才能设置。"),
        ],
        [new ActivityOutput("Result", DataType.Object, "办理结果")],
        ActivityPorts.From(ActionPorts))
    {
        MayWait = true,
        MayRepeat = true,
    };

    /// <summary>Each action is a port of the flow.</summary>
    private static List<string>? ActionPorts(ActivityNode node) =>
        node.Json["actions"]?["expression"]?["value"] is JsonValue text && text.TryGetValue<string>(out var json)
            ? [.. TaskSpec.ListFrom<TaskAction>(JsonValue.Create(json)).Select(a => a.Code)]
            : null;
}
