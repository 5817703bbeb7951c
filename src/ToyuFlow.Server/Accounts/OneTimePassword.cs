using System.Security.Cryptography;

namespace ToyuFlow.Server.Accounts;

/// <summary>A password for one sign-in, of letters and digits that nobody mixes up when it is read out.</summary>
public static class OneTimePassword
{
    private const string Upper = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Lower = "abcdefghjkmnpqrstuvwxyz";
    private const string Digits = "23456789";

    public static string New() =>
        $"{RandomNumberGenerator.GetString(Upper, 4)}-{RandomNumberGenerator.GetString(Lower, 4)}-{RandomNumberGenerator.GetString(Digits, 4)}";
}
