using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Formatting;

/// <summary>Text for HTML: what is not safe has its special characters replaced.</summary>
internal static class Html
{
    /// <summary><paramref name="value"/> as safe text; what is safe already stays as it is.</summary>
    public static string Escape(JinjaValue value, RenderBudget budget) =>
        value is StringValue { IsSafe: true } safe ? safe.Value : Escape(value.Text(budget), budget);

    /// <summary><paramref name="text"/> with its special characters replaced.</summary>
    public static string Escape(string text, RenderBudget budget)
    {
        var escaped = new BoundedText(budget);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&#34;",
                '\'' => "&#39;",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
