using System.Diagnostics.CodeAnalysis;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Tree;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja;

/// <summary>
/// A parsed template of the Jinja2 language, as Jinja2's default environment renders it: undefined names print nothing,
/// one newline at the end is dropped, line ends become LF, nothing is escaped. It may be rendered by several threads at once.
/// </summary>
public sealed class JinjaTemplate
{
    private readonly Body _body;
    private readonly IReadOnlyDictionary<string, BlockStatement> _blocks;

    private JinjaTemplate(Body body, IReadOnlyDictionary<string, BlockStatement> blocks) => (_body, _blocks) = (body, blocks);

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <exception cref="JinjaException">It is not a template of this language; the exception names the line.</exception>
    public static JinjaTemplate Parse(string text)
    {
        if (text.Length > JinjaLimits.MaxTemplateCharacters)
        {
            throw new JinjaException($"the template is longer than {JinjaLimits.MaxTemplateCharacters} characters", new(1, 1));
        }

        var parser = new Parser(Lexer.Read(text));
        return new(parser.ParseTemplate(), parser.Blocks);
    }

    /// <summary>Parses <paramref name="text"/>, with a fault instead of an exception.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out JinjaTemplate? template, [NotNullWhen(false)] out JinjaFault? fault)
    {
        try
        {
            (template, fault) = (Parse(text), null);
            return true;
        }
        catch (JinjaException e)
        {
            (template, fault) = (null, e.Fault);
            return false;
        }
    }

    /// <summary>Renders with the names in <paramref name="values"/>.</summary>
    /// <param name="values">What the template may refer to.</param>
    /// <param name="limits">What the rendering may cost; null for <see cref="JinjaLimits.Default"/>.</param>
    /// <exception cref="JinjaException">The template failed on these values; the exception names the line.</exception>
    public string Render(IReadOnlyDictionary<string, JinjaValue> values, JinjaLimits? limits = null)
    {
        var budget = new RenderBudget(limits ?? JinjaLimits.Default);
        return budget.Within(() =>
        {
            var state = new RenderState(values, _blocks, budget);
            _body.Execute(state);
            return state.Output.ToString();
        });
    }

    /// <summary>Renders with the entries of the map <paramref name="values"/>.</summary>
    /// <exception cref="JinjaException">The template failed on these values; the exception names the line.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> is no map.</exception>
    public string Render(JinjaValue values, JinjaLimits? limits = null) => Render(Names(values), limits);

    /// <summary>Renders with the names in <paramref name="values"/>, with a fault instead of an exception.</summary>
    public bool TryRender(
        IReadOnlyDictionary<string, JinjaValue> values,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(false)] out JinjaFault? fault,
        JinjaLimits? limits = null)
    {
        try
        {
            (text, fault) = (Render(values, limits), null);
            return true;
        }
        catch (JinjaException e)
        {
            (text, fault) = (null, e.Fault);
            return false;
        }
    }

    private static Dictionary<string, JinjaValue> Names(JinjaValue values)
    {
        if (values is not MapValue map)
        {
            throw new ArgumentException("Only a map names the values of a template.", nameof(values));
        }

        var names = new Dictionary<string, JinjaValue>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (key is StringValue name)
            {
                names[name.Value] = value;
            }
        }

        return names;
    }
}
