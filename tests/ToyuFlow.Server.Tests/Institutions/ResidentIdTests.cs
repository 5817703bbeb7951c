using System.Globalization;
using ToyuFlow.Server.Institutions;

namespace ToyuFlow.Server.Tests.Institutions;

public sealed class ResidentIdTests
{
    [Theory]
    [InlineData("11010519491231002X", "1949-12-31")] // the standard's own
    [InlineData("440524188001010014", "1880-01-01")] // the standard's own
    [InlineData("510521202402290018", "2024-02-29")] // leap day
    [InlineData("610222202311151024", "2023-11-15")]
    [InlineData("500241202406012004", "2024-06-01")]
    [InlineData("450202202201310017", "2022-01-31")]
    [InlineData("350521202508150048", "2025-08-15")]
    [InlineData("11010519491231002x", "1949-12-31")] // lower case is accepted
    public void A_number_with_its_check_character_gives_the_birth_date(string text, string birth)
    {
        Assert.True(ResidentId.TryParse(text, out var id));
        Assert.Equal(DateOnly.Parse(birth, CultureInfo.InvariantCulture), id!.BirthDate);
    }

    [Theory]
    [InlineData("510521202302290018", "出生日期")] // no leap day in 2023
    [InlineData("510521202402290019", "校验位不对")]
    [InlineData("51052120240229001", "现在是 17 位")]
    [InlineData("51052120240229O018", "应为数字")]
    [InlineData("５10521202402290018", "应为数字")] // a full-width digit
    public void A_wrong_number_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, ResidentId.Problem(text));

    [Fact]
    public void A_number_printed_in_a_list_or_log_is_masked()
    {
        Assert.True(ResidentId.TryParse("510521202402290018", out var id));
        Assert.Equal("510521********0018", $"{id}");
    }
}
