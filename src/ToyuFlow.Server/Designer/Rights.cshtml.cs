using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>流程设计授权: the security administrator says which system administrator may change definitions and which may publish them.</summary>
[Authorize(Policy = Policies.SecurityAdministrator)]
public sealed class RightsModel(DatabaseReader reader, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/designer/rights";

    public IReadOnlyList<DesignerItem> People { get; private set; } = [];

    public void OnGet() => People = reader.Read(sql => sql.List(
        """
        select p.id, p.display_name, p.user_name, coalesce(r.may_edit, @yes), coalesce(r.may_publish, @yes)
        from person p left join design_right r on r.tenant_id = p.tenant_id and r.id = p.id
        where p.tenant_id = @tenant and p.office = 'System' and p.is_disabled = @no order by p.user_name
        """,
        row => new DesignerItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4)),
        ("yes", true), ("tenant", user.TenantId), ("no", false)));

    public async Task<IActionResult> OnPostAsync(Guid id, bool edit, bool publish)
    {
        await steps.RunAsync(user.Actor, null, async (services, token) =>
        {
            var db = services.GetRequiredService<ToyuDb>();
            if (!await db.Set<Person>().AnyAsync(p => p.Id == id && p.TenantId == user.TenantId && p.Office == AdministratorOffice.System, token))
            {
                throw new MissingException();
            }

            var right = await db.Set<DesignRight>().FirstOrDefaultAsync(r => r.Id == id, token);
            if (right is null)
            {
                right = new DesignRight { Id = id };
                db.Add(right);
            }

            (right.MayEdit, right.MayPublish) = (edit, publish);
            services.GetRequiredService<AuditTrail>().Record("design.right-changed", "person", id.ToString(), detail: $"修改 {(edit ? "是" : "否")}，发布 {(publish ? "是" : "否")}");
        }, HttpContext.RequestAborted);
        TempData.Done(texts["已保存，立即生效。"]);
        return LocalRedirect(Path);
    }
}

public sealed record DesignerItem(Guid Id, string Name, string UserName, bool MayEdit, bool MayPublish);
