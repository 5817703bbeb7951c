using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Tests.Storage;

public sealed class MoneyTests
{
    [Fact]
    public void Parts_always_sum_to_the_whole() =>
        Check.QuickThrowOnFailure(Prop.ForAll<long, int[]>((fen, numbers) =>
        {
            long[] weights = [1, .. (numbers ?? []).Select(number => Math.Abs(number % 1000))];
            var whole = new Money(fen);
            return Money.Sum(whole.Split(weights)) == whole;
        }));

    [Fact]
    public void No_part_is_a_fen_or_more_away_from_its_exact_share() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, PositiveInt, PositiveInt>((fen, first, second) =>
        {
            var parts = new Money(fen).Split(first.Get, second.Get);
            var exact = (decimal)fen * first.Get / ((decimal)first.Get + second.Get);
            return Math.Abs(parts[0].Fen - exact) < 1;
        }));

    [Fact]
    public void Adding_and_taking_away_gives_the_amount_back() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, int>((left, right) =>
            new Money(left) + new Money(right) - new Money(right) == new Money(left)));

    [Fact]
    public void What_is_printed_is_read_back() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(fen =>
            Money.TryParse(new Money(fen).ToString(), out var read) && read == new Money(fen)));

    [Theory]
    [InlineData(1_000_000, new long[] { 1, 1 }, new long[] { 500_000, 500_000 })] // one bed, city and county 1:1
    [InlineData(101, new long[] { 1, 1 }, new long[] { 51, 50 })] // a tie goes to the first
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(100, new long[] { 1, 2 }, new long[] { 33, 67 })] // the largest remainder
    [InlineData(-101, new long[] { 1, 1 }, new long[] { -51, -50 })] // a recall mirrors its payment
    [InlineData(100, new long[] { 0, 1 }, new long[] { 0, 100 })]
    public void A_whole_is_split_by_the_stated_rule(long fen, long[] weights, long[] expected) =>
        Assert.Equal(expected, new Money(fen).Split(weights).Select(part => part.Fen));

    [Theory]
    [InlineData(1_460_000, "14,600.00", "壹万肆仟陆佰元整")]
    [InlineData(0, "0.00", "零元整")]
    [InlineData(5, "0.05", "伍分")]
    [InlineData(50, "0.50", "伍角")]
    [InlineData(105, "1.05", "壹元零伍分")]
    [InlineData(1_000, "10.00", "壹拾元整")]
    [InlineData(140_950, "1,409.50", "壹仟肆佰零玖元伍角")]
    [InlineData(600_714, "6,007.14", "陆仟零柒元壹角肆分")]
    [InlineData(10_700_053, "107,000.53", "壹拾万柒仟元伍角叁分")]
    [InlineData(10_050_000, "100,500.00", "壹拾万零伍佰元整")]
    [InlineData(300_000_000, "3,000,000.00", "叁佰万元整")]
    [InlineData(10_000_000_100, "100,000,001.00", "壹亿零壹元整")]
    [InlineData(120_000_000_000_000, "1,200,000,000,000.00", "壹万贰仟亿元整")]
    [InlineData(-1_50, "-1.50", "负壹元伍角")]
    public void An_amount_is_written_in_figures_and_in_formal_numerals(long fen, string figures, string chinese)
    {
        Assert.Equal(figures, new Money(fen).ToString());
        Assert.Equal(chinese, new Money(fen).ToChinese());
    }

    [Fact]
    public void A_part_smaller_than_a_fen_is_refused()
    {
        Assert.Equal(new Money(1_05), Money.FromYuan(1.05m));
        Assert.Equal(new Money(1_50), Money.FromYuan(1.500m));
        Assert.Throws<ArgumentException>(() => Money.FromYuan(1.005m));
        Assert.False(Money.TryParse("1.005", out _));
        Assert.False(Money.TryParse("一百", out _));
    }

    [Fact]
    public void An_overflow_throws_instead_of_becoming_another_amount()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) * 2);
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
        Assert.Equal("玖", new Money(long.MaxValue).ToChinese()[..1]);
        Assert.Equal(new Money(long.MinValue), Money.Sum(new Money(long.MinValue).Split(1)));
    }

    [Fact]
    public void Amounts_are_ordered_by_size()
    {
        Assert.True(new Money(1) < new Money(2));
        Assert.Equal(new Money(2), Money.Max(new Money(1), new Money(2)));
        Assert.Equal([new Money(1), new Money(2)], new[] { new Money(2), new Money(1) }.Order());
    }
}
