namespace ToyuFlow.Server.Workflows;

/// <summary>Asks an activity type's feature what is wrong with how it is set in a definition, before the definition is published.</summary>
/// <param name="TypeName">Of the activity.</param>
/// <param name="Problems">Given what each input (camelCase) says, null where it says nothing or is computed; one sentence each.</param>
public sealed record SettingCheck(string TypeName, Func<Func<string, string?>, IEnumerable<string>> Problems);
