using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>axe-core, which looks for what keeps people out of a page. It sees into open shadow roots.</summary>
internal static class Axe
{
    private static readonly string Source = Path.Combine(Place.Root, "WebFront", "ClientApp", "node_modules", "axe-core", "axe.min.js");

    // Everything that axe knows: WCAG 2.2 A and AA, and what its makers hold for good practice.
    private const string Run = """
        async scope => {
          const { violations } = await axe.run(scope ?? document, { resultTypes: ['violations'] });
          return violations.map(found => [
            `${found.id} (${found.impact}): ${found.help}`,
            ...found.nodes.map(node => `  ${node.target.flat().join(' ')}: ${node.failureSummary.replaceAll('\n', ' ')}`),
          ].join('\n'));
        }
        """;

    /// <summary>The same in a light page and in a dark one, which it is light after.</summary>
    public static async Task AxeFindsNothingInAnyLight(this Person person, string state, string? scope = null)
    {
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await person.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await person.AxeFindsNothing($"{state}, {scheme}", scope);
        }
    }

    /// <summary>Fails with what axe finds wrong in the page as it stands now.</summary>
    /// <param name="person">Who sits at the page.</param>
    /// <param name="state">The state that the page is in, for the message.</param>
    /// <param name="scope">A CSS selector of the part that is looked at; null for all.</param>
    public static async Task AxeFindsNothing(this Person person, string state, string? scope = null)
    {
        if (!File.Exists(Source)) Skip.Because("axe-core is missing: WebFront was built without the pages, so their packages are not restored.");
        // By the debugger's way, which no content security policy concerns.
        if (!await person.Page.EvaluateAsync<bool>("'axe' in window")) await person.Page.EvaluateAsync(await File.ReadAllTextAsync(Source));
        (await person.Page.EvaluateAsync<string[]>(Run, scope)).Should().BeEmpty("axe should find nothing in the state “{0}”", state);
    }
}
