using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses what values are assigned to: names, several of them, attributes of a namespace.</summary>
internal sealed class TargetParser(TokenStream tokens)
{
    private static readonly string[] Constants = ["true", "false", "none", "True", "False", "None"];

    /// <summary>A target; with <paramref name="single"/> one without commas outside of brackets.</summary>
    public Target Parse(bool allowNamespace = false, bool single = false)
    {
        if (allowNamespace && tokens.Current.Kind == TokenKind.Name && tokens.Next.IsOperator("."))
        {
            var owner = ParseName();
            tokens.Take();
            return new NamespaceTarget(owner, tokens.Expect(TokenKind.Name, "the name of an attribute").Text);
        }

        var first = ParseOne();
        if (single || !tokens.Current.IsOperator(","))
        {
            return first;
        }

        var all = new List<Target> { first };
        while (tokens.AcceptOperator(","))
        {
            all.Add(ParseOne());
        }

        return new TupleTarget(all);
    }

    /// <summary>What a <c>for</c> assigns its elements to.</summary>
    public Target ParseForLoop()
    {
        var place = tokens.Current.Place;
        var target = Parse();
        return target.Names.Contains("loop") ? throw new JinjaException("'loop' cannot be what a 'for' assigns to", place) : target;
    }

    /// <summary>A name that may be assigned to.</summary>
    public string ParseName()
    {
        var token = tokens.Current;
        var name = tokens.Expect(TokenKind.Name, "a name").Text;
        return Constants.Contains(name)
            ? throw new JinjaException($"'{name}' cannot be assigned to", token.Place)
            : name;
    }

    private bool StartsTarget() =>
        (tokens.Current.Kind == TokenKind.Name && !tokens.Current.IsName("in")) || tokens.Current.IsOperator("(");

    private Target ParseOne()
    {
        StackGuard.Check();
        if (!tokens.AcceptOperator("("))
        {
            return new NameTarget(ParseName());
        }

        var all = new List<Target> { ParseOne() };
        var isTuple = false;
        while (tokens.AcceptOperator(","))
        {
            isTuple = true;
            if (StartsTarget())
            {
                all.Add(ParseOne());
            }
        }

        tokens.ExpectOperator(")");
        return isTuple ? new TupleTarget(all) : all[0];
    }
}
