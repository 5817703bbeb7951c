using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>What a message is about; each person chooses for each how they want to be told.</summary>
public enum NoticeKind
{
    /// <summary>等我办理: something that only this person, or their post, can go on with.</summary>
    Task,

    /// <summary>到期提醒.</summary>
    Reminder,

    /// <summary>检查与整改.</summary>
    Inspection,

    /// <summary>办理结果: receipts, registrations, recognitions.</summary>
    Result,

    /// <summary>补助资金.</summary>
    Money,

    /// <summary>抄送.</summary>
    Copy,
}

/// <summary>How somebody wants to be told of one kind; without a row in both ways.</summary>
public sealed class NoticeChoice : TenantEntity
{
    public Guid PersonId { get; set; }

    public NoticeKind Kind { get; set; }

    public bool InApp { get; set; }

    public bool ByMail { get; set; }

    /// <summary>Only where chosen: each one costs the county money.</summary>
    public bool BySms { get; set; }

    /// <summary>What one is obliged to act on stands in the messages in any case: a deadline runs from it.</summary>
    public static bool IsAlwaysInApp(NoticeKind kind) => kind is NoticeKind.Task or NoticeKind.Inspection;

    /// <summary>As a key of the texts.</summary>
    public static string Words(NoticeKind kind) => kind switch
    {
        NoticeKind.Task => "等我办理的事",
        NoticeKind.Reminder => "到期提醒",
        NoticeKind.Inspection => "检查与整改",
        NoticeKind.Result => "办理结果",
        NoticeKind.Copy => "抄送",
        _ => "补助资金",
    };

    public static string Explanation(NoticeKind kind) => kind switch
    {
        NoticeKind.Task => "有一件事轮到您办，例如补正材料、更正账户。",
        NoticeKind.Reminder => "您的任务快到期或已经超期。",
        NoticeKind.Inspection => "责令整改、督办、检查没有按期完成。",
        NoticeKind.Result => "备案回执、登记推送、认定结果。",
        NoticeKind.Copy => "同事把一个案件抄送给您阅知。",
        _ => "补助已拨付、追回补助。",
    };
}

public sealed class NoticeChoiceMapping : IEntityTypeConfiguration<NoticeChoice>
{
    public void Configure(EntityTypeBuilder<NoticeChoice> builder)
    {
        builder.Property(c => c.BySms).HasDefaultValue(false);
        builder.HasIndex(c => new { c.TenantId, c.PersonId, c.Kind }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
