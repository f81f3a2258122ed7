using System.Text.RegularExpressions;

namespace HpcClient.Gears.Checking;

/// <summary>Licences that a manifest may name: SPDX identifiers, as the gear specification lists them, and two words of its own.</summary>
internal static partial class Licenses
{
    /// <summary>For a licence that the list has not.</summary>
    public const string Other = "Other";

    /// <summary>What the specification lists (its JSON schema).</summary>
    public static IReadOnlyList<string> Listed { get; } = Words("""
        0BSD AAL AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0 AGPL-3.0 APL-1.0 APSL-1.0 APSL-1.1 APSL-1.2 APSL-2.0 Apache-1.1
        Apache-2.0 Artistic-1.0 Artistic-1.0-Perl Artistic-1.0-cl8 Artistic-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CATOSL-1.1
        CDDL-1.0 CECILL-2.1 CNRI-Python CPAL-1.0 CPL-1.0 CUA-OPL-1.0 ECL-1.0 ECL-2.0 EFL-1.0 EFL-2.0 EPL-1.0 EUDatagrid
        EUPL-1.1 Entessa Fair Frameworx-1.0 GPL-2.0 GPL-3.0 HPND IPA IPL-1.0 ISC Intel LGPL-2.0 LGPL-2.1 LGPL-3.0 LPL-1.0
        LPL-1.02 LPPL-1.3c LiLiQ-P-1.1 LiLiQ-R-1.1 LiLiQ-Rplus-1.1 MIT MPL-1.0 MPL-1.1 MPL-2.0 MPL-2.0-no-copyleft-exception
        MS-PL MS-RL MirOS Motosoto Multics NASA-1.3 NCSA NGPL NPOSL-3.0 NTP Naumen Nokia OCLC-2.0 OFL-1.1 OGTSL OSET-PL-2.1
        OSL-1.0 OSL-2.0 OSL-2.1 OSL-3.0 PHP-3.0 PostgreSQL Python-2.0 QPL-1.0 RPL-1.1 RPL-1.5 RPSL-1.0 RSCPL SISSL SPL-1.0
        SimPL-2.0 Sleepycat UPL-1.0 VSL-1.0 W3C Watcom-1.0 Xnet ZPL-2.0 Zlib Other
        """, "Flywheel MSA");

    // Approved after that list was made; whether a site takes them depends on its version.
    private static readonly IReadOnlyList<string> Later = Words("""
        BSD-1-Clause BSD-2-Clause-Patent BSD-3-Clause-LBNL BlueOak-1.0.0 CAL-1.0 CERN-OHL-P-2.0 CERN-OHL-S-2.0 CERN-OHL-W-2.0
        EPL-2.0 EUPL-1.2 ICU Jam LPPL-1.3a MIT-0 MIT-Modern-Variant MulanPSL-2.0 OLDAP-2.8 OLFL-1.3 OSC-1.0 PHP-3.01 UCL-1.0
        Unicode-DFS-2015 Unicode-DFS-2016 Unlicense ZPL-2.1
        """);

    /// <summary>Whether it is an SPDX identifier of a licence that was approved, or renamed, after the specification's list.</summary>
    public static bool IsLater(string license) =>
        Later.Contains(license) || (Renamed().Match(license) is { Success: true } renamed && Listed.Contains(renamed.Groups["before"].Value));

    private static string[] Words(string text, params string[] more) => [.. text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries), .. more];

    [GeneratedRegex(@"^(?<before>(A|L)?GPL-[0-9.]+)-(only|or-later)\z")]
    private static partial Regex Renamed();
}
