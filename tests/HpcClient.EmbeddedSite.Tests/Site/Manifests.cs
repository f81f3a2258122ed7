using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Tests.Site;

/// <summary>Gear manifests to start from.</summary>
internal static class Manifests
{
    public static JsonObject Valid(string name = "demo") => (JsonObject)JsonNode.Parse($$$"""
        {
          "name": "{{{name}}}", "label": "Demo", "version": "1.0.0", "author": "A", "description": "D", "license": "MIT", "source": "", "url": "",
          "inputs": { "dicom": { "base": "file", "optional": true } },
          "config": {
            "speed": { "type": "integer", "default": 2, "minimum": 1, "maximum": 5 },
            "mode": { "type": "string", "enum": ["a", "b"], "optional": true },
            "code": { "type": "string", "pattern": "^[A-Z]+$", "optional": true },
            "deep look": { "type": "boolean", "default": false }
          },
          "environment": { "FLYWHEEL": "/flywheel/v0" },
          "command": "python run.py --speed {{ speed }}"
        }
        """)!;
}
