using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Predicates;

/// <summary>What stands after <c>is</c>: whether something holds for a value.</summary>
internal delegate bool Predicate(RenderState state, JinjaValue value, Arguments arguments);
