using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>What is needed to call an endpoint; all of it may hold secrets, the address of a robot too.</summary>
public sealed record EndpointSettings
{
    public string Address { get; init; } = "";

    /// <summary>The key that requests are signed with; empty where the other side wants none.</summary>
    public string Secret { get; init; } = "";

    public string Method { get; init; } = "POST";

    /// <summary>Further headers, a line each: <c>Name: value</c>.</summary>
    public string Headers { get; init; } = "";

    public string ContentType { get; init; } = "application/json";

    /// <summary>Template of the content, with {{phone}}, {{text}} and {{id}}.</summary>
    public string Body { get; init; } = "";

    /// <summary>How an answer tells that the message was taken: <c>path=value</c> in its JSON; empty when HTTP 200 is enough.</summary>
    public string Success { get; init; } = "";

    /// <summary>How an answer tells that it is to be tried again later, written in the same way.</summary>
    public string Busy { get; init; } = "";

    /// <summary>What a page may show of them.</summary>
    public EndpointSettings Shown() => new() { Method = Method, ContentType = ContentType, Success = Success, Busy = Busy };

    /// <summary>Never printed: a record would print its secrets.</summary>
    public override string ToString() => nameof(EndpointSettings);
}

/// <summary>Keeps the settings so that neither a backup of the database nor a page gives them away.</summary>
public sealed class EndpointSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("ToyuFlow.Notifications.Endpoint");

    public string Protect(EndpointSettings settings) => _protector.Protect(JsonSerializer.Serialize(settings));

    /// <exception cref="CannotReadSettingsException">The key that they were protected with is not there.</exception>
    public EndpointSettings Read(string protectedText)
    {
        try
        {
            return JsonSerializer.Deserialize<EndpointSettings>(_protector.Unprotect(protectedText))!;
        }
        catch (CryptographicException error)
        {
            throw new CannotReadSettingsException(error);
        }
    }

    /// <summary>Empty when the key is not there: then all of it has to be entered again.</summary>
    public EndpointSettings ReadOrEmpty(string protectedText)
    {
        try
        {
            return Read(protectedText);
        }
        catch (CannotReadSettingsException)
        {
            return new EndpointSettings();
        }
    }
}

public sealed class CannotReadSettingsException(Exception inner) : Exception("读不出这个通道的密钥：数据目录中的 keys 可能没有随数据库一起恢复。请重新填写地址和密钥。", inner);
