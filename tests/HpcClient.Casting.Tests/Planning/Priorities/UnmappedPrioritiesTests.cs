using HpcClient.Casting.Planning.Priorities;

namespace HpcClient.Casting.Tests.Planning.Priorities;

/// <summary>Words of the site that the map has no number for: one warning, whatever the site sends.</summary>
public sealed class UnmappedPrioritiesTests
{
    private readonly UnmappedPriorities _unmapped = new();

    [Fact]
    public void Without_any_there_is_no_warning() => _unmapped.Sentence().ShouldBeNull();

    [Fact]
    public void Each_word_stands_once_with_the_number_of_its_jobs()
    {
        Add("b", 1);
        Add("a", 2);

        _unmapped.Sentence().ShouldBe(
            "fw_priority_map in cast.yml has no number for these priorities of the site: 'a' (2 jobs), 'b' (1 job). The jobs go without a priority. Add the words to fw_priority_map.");
    }

    [Fact]
    public void Of_more_than_sixteen_words_the_rest_is_counted_and_known_ones_count_on()
    {
        for (var i = 0; i < 16; i++)
        {
            Add($"w{i:00}", 1);
        }

        _unmapped.Sentence()!.ShouldNotContain("others");
        Add("w16", 1);
        Add("w00", 1);
        Add("w17", 2);

        _unmapped.Sentence()!.ShouldContain("'w00' (2 jobs)");
        _unmapped.Sentence()!.ShouldContain("'w15' (1 job), others (3 jobs).");
    }

    [Theory]
    [InlineData(40, 40, "")]
    [InlineData(41, 40, "…")]
    public void A_long_word_is_cut(int letters, int shown, string mark)
    {
        Add(new('x', letters), 1);

        _unmapped.Sentence()!.ShouldContain($"'{new string('x', shown)}{mark}'");
    }

    private void Add(string word, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _unmapped.Add(word);
        }
    }
}
