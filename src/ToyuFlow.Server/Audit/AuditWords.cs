namespace ToyuFlow.Server.Audit;

/// <summary>What the acts in the audit are called; one that is not listed is shown by its code.</summary>
public static class AuditWords
{
    public static IReadOnlyDictionary<string, string> Actions { get; } = new Dictionary<string, string>
    {
        ["signin.done"] = "登录",
        ["signin.failed"] = "登录失败",
        ["signin.locked"] = "登录锁定",
        ["task.completed"] = "办理任务",
        ["task.claimed"] = "认领任务",
        ["task.released"] = "退回岗位",
        ["case.submitted"] = "提交申请",
        ["case.discarded"] = "删除草稿",
        ["material.added"] = "上传材料",
        ["material.removed"] = "删除材料",
        ["filing.issued"] = "出具备案回执",
        ["acceptance.passed"] = "验收合格",
        ["institution.founded"] = "新建机构",
        ["institution.registered"] = "登记机构",
        ["institution.recognized"] = "认定机构",
        ["subsidy.calculated"] = "核算补助",
        ["funds.opened"] = "下达预算",
        ["funds.reserve"] = "预留资金",
        ["funds.commit"] = "确认应付",
        ["funds.pay"] = "拨付资金",
        ["funds.recall"] = "收回资金",
        ["funds.release"] = "释放预留",
        ["funds.queue-refused"] = "退出资金排队",
        ["funds.prorated"] = "按比例核减",
        ["recall.proposed"] = "提出追回",
        ["recall.approved"] = "批准追回",
        ["recall.refused"] = "不同意追回",
        ["publicity.objection"] = "公示异议",
        ["inspection.planned"] = "生成检查计划",
        ["inspection.extended"] = "补充检查计划",
        ["inspection.recorded"] = "记录检查",
        ["rectification.issued"] = "责令整改",
        ["rectification.submitted"] = "提交整改情况",
        ["rectification.extension-asked"] = "申请整改延期",
        ["rectification.extended"] = "同意整改延期",
        ["rectification.extension-refused"] = "不同意整改延期",
        ["rectification.recheck-failed"] = "复查不合格",
        ["rectification.renewed"] = "重定整改期限",
        ["rectification.overdue"] = "整改逾期",
        ["rectification.closed"] = "整改完成",
        ["rectification.referred"] = "移送处理",
        ["person.created"] = "开通账号",
        ["person.disabled"] = "停用账号",
        ["person.enabled"] = "启用账号",
        ["person.password-reset"] = "重置密码",
        ["person.email-changed"] = "修改邮箱",
        ["administrator.proposed"] = "提出管理员变更",
        ["administrator.confirmed"] = "确认管理员变更",
        ["administrator.refused"] = "不同意管理员变更",
        ["post.given"] = "授予岗位",
        ["post.taken"] = "收回岗位",
        ["unit.created"] = "新建单位",
        ["post.created"] = "新建岗位",
        ["definition.published"] = "发布流程",
        ["instance.cancelled"] = "终止流程",
        ["instance.migrated"] = "迁移流程",
        ["definition.migration"] = "开始迁移",
        ["variable.proposed"] = "提出修改变量",
        ["variable.changed"] = "修改变量",
        ["variable.refused"] = "不修改变量",
        ["incident.retry"] = "异常重试",
        ["incident.skip"] = "异常跳过",
        ["incident.cancel"] = "异常终止",
        ["mail.resent"] = "重发邮件",
        ["job.run"] = "运行定时任务",
        ["job.paused"] = "暂停定时任务",
        ["job.resumed"] = "恢复定时任务",
        ["audit.exported"] = "导出审计",
    };

    public static IReadOnlyDictionary<string, string> Subjects { get; } = new Dictionary<string, string>
    {
        ["person"] = "人员",
        ["post"] = "岗位",
        ["unit"] = "单位",
        ["case"] = "案件",
        ["task"] = "任务",
        ["institution"] = "机构",
        ["definition"] = "流程定义",
        ["instance"] = "流程实例",
        ["incident"] = "异常",
        ["mail"] = "邮件",
        ["job"] = "定时任务",
        ["audit"] = "审计",
        ["budget-line"] = "预算",
        ["publicity"] = "公示",
        ["rectification"] = "整改",
        ["inspection-visit"] = "检查",
        ["inspection-plan"] = "检查计划",
    };

    /// <summary>Kinds of people and of administrators that the detail of an act may name.</summary>
    private static readonly Dictionary<string, string> Details = new()
    {
        ["Officer"] = "单位工作人员",
        ["Operator"] = "举办者",
        ["Administrator"] = "管理员",
    };

    public static string Detail(string text) => Details.GetValueOrDefault(text, text);

    public static string Action(string code) => Actions.GetValueOrDefault(code, code);

    public static string Subject(string code) => Subjects.GetValueOrDefault(code, code);
}
