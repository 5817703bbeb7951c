using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Tests.Jurisdictions;

namespace ToyuFlow.Server.Tests.Institutions;

public sealed class UnifiedSocialCreditCodeTests
{
    private const string Letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    [Theory]
    [InlineData("91350100M000100Y43")] // the example in the standard
    [InlineData("12510521A1B2C3D48U")] // 事业单位
    [InlineData("52610222MJ0000018L")] // 民办非企业单位
    [InlineData("91500241MA0000015F")]
    [InlineData("92450200MA0000023Q")] // 个体工商户
    [InlineData("91350500MA0000031F")]
    [InlineData("52510521MJA000075R")]
    [InlineData("91510521MA00001460")] // remainder 0 gives 0
    [InlineData("91510521MA0000023Y")] // the highest value
    [InlineData("91510521MA000004XH")]
    public void A_code_with_its_check_character_is_valid(string text)
    {
        Assert.Null(UnifiedSocialCreditCode.Problem(text));
        Assert.True(UnifiedSocialCreditCode.TryParse($" {text.ToLowerInvariant()} ", out var code));
        Assert.Equal(text, code!.Value);
    }

    [Theory]
    [InlineData("91350100M000100Y4Z", "不含“Z”")] // not in the alphabet
    [InlineData("91350100M000100Y34", "校验位不对")] // the last two swapped
    [InlineData("19350100M000100Y43", "校验位不对")] // the first two swapped
    [InlineData("91350100M00010OY43", "不含“O”")] // the letter O for zero
    [InlineData("91350100M000100Y4", "现在是 17 位")]
    [InlineData("", "现在是 0 位")]
    [InlineData("９1350100M000100Y43", "不含“９”")] // a full-width digit
    public void A_wrong_code_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, UnifiedSocialCreditCode.Problem(text));

    [Fact]
    public void One_wrong_character_never_passes() =>
        Check.QuickThrowOnFailure(Prop.ForAll<NonNegativeInt, NonNegativeInt>((place, letter) =>
        {
            var code = "91350100M000100Y43".ToCharArray();
            var other = Letters[letter.Get % Letters.Length];
            var at = place.Get % code.Length;
            var same = code[at] == other;
            code[at] = other;
            return same == (UnifiedSocialCreditCode.Problem(new string(code)) is null);
        }));

    [Theory]
    [InlineData("12510521A1B2C3D48U", "public", null)]
    [InlineData("52610222MJ0000018L", "nonprofit", null)]
    [InlineData("92450200MA0000023Q", "profit", null)]
    [InlineData("91350100M000100Y43", "nonprofit", "应以 52 开头，这个代码以 91 开头（企业）")]
    [InlineData("52610222MJ0000018L", "profit", "应以 91 或 92 或 93 开头，这个代码以 52 开头（民办非企业单位）")]
    public void The_prefix_must_fit_the_type_of_institution(string text, string type, string? reason)
    {
        Assert.True(UnifiedSocialCreditCode.TryParse(text, out var code));
        var problem = code!.ProblemFor(PackFolder.Luxian.InstitutionTypes.Single(item => item.Code == type));
        if (reason is null)
        {
            Assert.Null(problem);
        }
        else
        {
            Assert.Contains(reason, problem);
        }
    }
}
