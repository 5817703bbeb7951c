using System.Text;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>Sets up, changes and deletes what a county sends through. What is secret is only ever replaced. Runs inside a step.</summary>
public sealed class ManageEndpoint(Step step, ToyuDb db, EndpointSecrets secrets, AuditTrail audit)
{
    private const int LongestName = 40;
    private const int LongestText = 2000;

    public async Task<Guid> SaveAsync(EndpointInput input, CancellationToken cancellationToken)
    {
        var endpoint = input.Id is { } id ? await FindAsync(id, cancellationToken) : new NoticeEndpoint { Id = step.NewId(), TenantId = step.TenantId, Channel = input.Channel };
        var settings = Merged(endpoint, input);
        var errors = Errors(endpoint, input, settings).ToList();
        if (errors.Count == 0 && IsNameTaken(endpoint.Id, input.Name.Trim()))
        {
            errors.Add(new FieldError("name", "已有同名的通道。"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        (endpoint.Name, endpoint.Host) = (input.Name.Trim(), new Uri(settings.Address).Host);
        (endpoint.Kinds, endpoint.IsEnabled) = (string.Join(',', input.Kinds), input.IsEnabled);
        (endpoint.Protected, endpoint.ChangedAt, endpoint.ChangedBy) = (secrets.Protect(settings), step.Now, step.Actor.Name);
        if (input.Id is null)
        {
            db.Add(endpoint);
        }

        audit.Record("endpoint.saved", "endpoint", endpoint.Id.ToString(), detail: $"{ChannelWords.Of(endpoint.Channel)} {endpoint.Name} {endpoint.Host}");
        return endpoint.Id;
    }

    /// <summary>What still waits to go through it is given up with that reason.</summary>
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var endpoint = await FindAsync(id, cancellationToken);
        db.Remove(endpoint);
        audit.Record("endpoint.deleted", "endpoint", id.ToString(), detail: $"{ChannelWords.Of(endpoint.Channel)} {endpoint.Name}");
    }

    public void Tested(Guid id, bool isTaken) => audit.Record("endpoint.tested", "endpoint", id.ToString(), detail: isTaken ? "成功" : "未成功");

    private async Task<NoticeEndpoint> FindAsync(Guid id, CancellationToken cancellationToken) => await db.Set<NoticeEndpoint>().FindAsync([step.TenantId, id], cancellationToken) ?? throw new MissingException();

    /// <summary>A field left empty keeps what was set before.</summary>
    private EndpointSettings Merged(NoticeEndpoint endpoint, EndpointInput input)
    {
        var old = endpoint.Protected.Length == 0 ? new EndpointSettings() : secrets.ReadOrEmpty(endpoint.Protected);
        static string Or(string given, string before) => given.Trim().Length > 0 ? given.Trim().ReplaceLineEndings("\n") : before;
        return new EndpointSettings
        {
            Address = Or(input.Settings.Address, old.Address),
            Secret = Or(input.Settings.Secret, old.Secret),
            Headers = Or(input.Settings.Headers, old.Headers),
            Body = Or(input.Settings.Body, old.Body),
            Method = input.Settings.Method == "GET" ? "GET" : "POST",
            ContentType = SmsGateway.ContentTypes.Contains(input.Settings.ContentType) ? input.Settings.ContentType : SmsGateway.ContentTypes[0],
            Success = input.Settings.Success.Trim(),
            Busy = input.Settings.Busy.Trim(),
        };
    }

    private static IEnumerable<FieldError> Errors(NoticeEndpoint endpoint, EndpointInput input, EndpointSettings settings)
    {
        if (input.Name.Trim().Length is 0 or > LongestName)
        {
            yield return new FieldError("name", $"请填写名称，最多 {LongestName} 字。");
        }

        if (!Uri.TryCreate(settings.Address, UriKind.Absolute, out var address) || address is not { Scheme: "http" or "https", UserInfo.Length: 0 } || settings.Address.Length > LongestText)
        {
            yield return new FieldError("address", "请填写完整的地址，以 https:// 开头。");
        }

        if (endpoint.Channel == NoticeChannel.WebHook && settings.Secret.Length < 8)
        {
            yield return new FieldError("secret", "请填写至少 8 位的签名密钥，对方用它核对消息确实来自本系统。");
        }

        if (endpoint.Channel != NoticeChannel.Sms)
        {
            yield break;
        }

        if (!(settings.Body + settings.Address).Contains("{{phone}}", StringComparison.Ordinal) || !(settings.Body + settings.Address).Contains("{{text}}", StringComparison.Ordinal))
        {
            yield return new FieldError("body", "内容模板或地址里要有 {{phone}}（手机号）和 {{text}}（短信内容）。");
        }

        if (settings.Headers.Split('\n').Any(line => line.Trim().Length > 0 && (!line.Contains(':', StringComparison.Ordinal) || !Ascii.IsValid(line))))
        {
            yield return new FieldError("headers", "每行写一个请求头，写成“名称: 值”，只用英文字母、数字和符号。");
        }

        foreach (var (field, rule) in new[] { ("success", settings.Success), ("busy", settings.Busy) })
        {
            if (AnswerRule.Problem(rule) is { } problem)
            {
                yield return new FieldError(field, problem);
            }
        }
    }

    private bool IsNameTaken(Guid id, string name) => step.Sql.Scalar<long>(
        "select count(*) from notice_endpoint where tenant_id = @tenant and name = @name and id <> @id", ("tenant", step.TenantId), ("name", name), ("id", id)) > 0;
}

public sealed record EndpointInput(Guid? Id, NoticeChannel Channel, string Name, IReadOnlyList<NoticeKind> Kinds, bool IsEnabled, EndpointSettings Settings);
