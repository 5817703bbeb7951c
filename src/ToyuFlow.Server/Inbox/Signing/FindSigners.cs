using System.Data.Common;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>Finds the people that a step names. Only officers who hold a post and whose account works are found.</summary>
public sealed class FindSigners(Step step)
{
    private const string Select =
        """
        select p.id, p.display_name, u.id, u.name, o.id from post_holder h
        join person p on p.id = h.person_id
        join post o on o.tenant_id = h.tenant_id and o.id = h.post_id
        join unit u on u.tenant_id = o.tenant_id and u.id = o.unit_id
        """;

    /// <param name="variable">The value of a variable of the flow.</param>
    public IReadOnlyList<Signer> Find(Guid caseId, IEnumerable<SignerRule> rules, Func<string, JsonNode?> variable) =>
        [.. rules.SelectMany(rule => People(caseId, rule, variable).Select(s => s with { Weight = rule.Weight, Group = rule.Group ?? s.Unit })).DistinctBy(s => s.PersonId)];

    /// <summary>Who may not sign the case: its applicant, and whoever decided a step that must lie in other hands.</summary>
    public bool HasConflict(Guid caseId, Guid personId, IReadOnlyList<string> separateFrom) =>
        step.Sql.Scalar<long>(
            "select count(*) from institution_operator o join case_file c on c.tenant_id = o.tenant_id and c.institution_id = o.institution_id where o.tenant_id = @tenant and c.id = @case and o.person_id = @person",
            ("tenant", step.TenantId), ("case", caseId), ("person", personId)) > 0
        || TaskSeparation.Forbids(step.Sql, step.TenantId, personId, caseId, separateFrom);

    public Signer? HeadOf(Guid unitId) =>
        UnitHeads.Of(step.Sql, step.TenantId, unitId) is [var head, ..] ? new Signer(head.PersonId, head.Name, head.UnitId, head.UnitName, head.PostId) : null;

    /// <summary>Somebody with a post of theirs; <paramref name="unitId"/> is preferred.</summary>
    public Signer? Officer(Guid personId, Guid? unitId = null) => One(
        $"{Select} where h.tenant_id = @tenant and p.id = @of and p.is_disabled = @no order by case when u.id = @unit then 0 else 1 end, o.code, o.id limit 1",
        ("tenant", step.TenantId), ("of", personId), ("no", false), ("unit", unitId ?? Guid.Empty));

    private IEnumerable<Signer> People(Guid caseId, SignerRule rule, Func<string, JsonNode?> variable) => rule.Type switch
    {
        SignerRule.Holders => Many("r.role_id = @role and o.code = @post", rule.Role, rule.Post),
        SignerRule.Town => Many("r.role_id = @role and o.code = @post and u.name like @town escape '\\'", rule.Role, rule.Post, Like.Anywhere(TownOf(caseId))),
        SignerRule.Head => UnitsOf(rule.Role).Select(HeadOf).OfType<Signer>(),
        SignerRule.Named => Named(rule.Person),
        SignerRule.Previous => Texts(Chosen(caseId, rule.Field ?? SignerRule.UsualField)).SelectMany(Named),
        SignerRule.Variable => Texts(variable(rule.Name ?? "")).SelectMany(Named),
        _ => throw new FormatException($"没有“{rule.Type}”这种签办人。"),
    };

    private List<Signer> Many(string where, string? role, string? post, string town = "") => step.Sql.List(
        $"""
        {Select} join unit_role r on r.tenant_id = u.tenant_id and r.unit_id = u.id
        where h.tenant_id = @tenant and {where} and p.is_disabled = @no order by u.name, p.user_name
        """,
        Read, ("tenant", step.TenantId), ("role", role), ("post", string.IsNullOrEmpty(post) ? "handle" : post), ("no", false), ("town", town));

    private List<Guid> UnitsOf(string? role) => step.Sql.List(
        "select unit_id from unit_role where tenant_id = @tenant and role_id = @role order by unit_id", row => row.GetGuid(0), ("tenant", step.TenantId), ("role", role));

    private IEnumerable<Signer> Named(string? text)
    {
        var id = Guid.TryParse(text, out var given)
            ? given
            : step.Sql.Single("select id from person where tenant_id = @tenant and user_name = @name", row => Tuple.Create(row.GetGuid(0)), ("tenant", step.TenantId), ("name", text))?.Item1;
        return id is { } person && Officer(person) is { } officer ? [officer] : [];
    }

    private string TownOf(Guid caseId) => step.Sql.Scalar<string>(
        "select i.town from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id where c.tenant_id = @tenant and c.id = @case",
        ("tenant", step.TenantId), ("case", caseId)) is { Length: > 0 } town ? town : throw new InvalidOperationException("机构没有填写所在镇（街道），找不到签办人。请补充后重试。");

    /// <summary>What the last officer who was asked put into the field.</summary>
    private JsonNode? Chosen(Guid caseId, string field) => step.Sql.List(
        "select answers from work_task where tenant_id = @tenant and case_id = @case and status = 'Done' and answers is not null order by decided_at desc, id desc",
        row => row.GetString(0), ("tenant", step.TenantId), ("case", caseId)).Select(answers => JsonNode.Parse(answers)?[field]).FirstOrDefault(value => value is not null);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(Texts),
        _ => node.ToString().Split([',', ';', '，', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };

    private Signer? One(string text, params ReadOnlySpan<(string, object?)> values) => step.Sql.Single(text, Read, values);

    private static Signer Read(DbDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetGuid(4));
}
