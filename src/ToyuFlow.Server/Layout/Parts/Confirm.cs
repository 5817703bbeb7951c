namespace ToyuFlow.Server.Layout.Parts;

/// <summary>
/// An action that cannot simply be undone: model of <c>_Confirm</c>. Its button opens a panel that names what will happen; only the
/// button in there posts. With scripts the panel is a dialog.
/// </summary>
/// <param name="ButtonText">On the page: 撤回申请.</param>
/// <param name="Question">The question with the thing's name: 撤回“示例·小橙子托育园”的备案申请？</param>
/// <param name="Consequence">What will happen, what stays, whether it can be undone.</param>
/// <param name="ConfirmText">The verb again, never 确定: 撤回申请.</param>
/// <param name="Action">The address that is posted to; null posts to the page itself.</param>
/// <param name="Fields">Hidden fields that go with it.</param>
/// <param name="IsDangerous">Red; false for weighty but welcome acts such as submitting.</param>
/// <param name="ReasonLabel">When given, a reason (field <c>reason</c>) must be written.</param>
public sealed record Confirm(
    string ButtonText,
    string Question,
    string Consequence,
    string ConfirmText,
    string? Action = null,
    IReadOnlyDictionary<string, string>? Fields = null,
    bool IsDangerous = true,
    string? ReasonLabel = null,
    string? Icon = null);
