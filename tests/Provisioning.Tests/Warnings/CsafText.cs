using System.Text;
using System.Text.Json.Nodes;

namespace Provisioning.Tests.Warnings;

/// <summary>A small valid advisory of one maker, to be changed by a test.</summary>
internal static class CsafText
{
    public static JsonObject Advisory(string id = "ARGUS-2026-1", string version = "1", string category = "csaf_security_advisory") => JsonNode.Parse($$"""
        {
          "document": {
            "category": "{{category}}", "csaf_version": "2.0", "title": "Argus Eye: default password",
            "publisher": { "category": "vendor", "name": "Argus PSIRT", "namespace": "https://argus.example" },
            "notes": [ { "category": "summary", "text": "The telnet service has a known password." } ],
            "tracking": {
              "id": "{{id}}", "version": "{{version}}", "status": "final", "initial_release_date": "2026-05-01T08:00:00Z", "current_release_date": "2026-05-02T08:00:00Z",
              "revision_history": [ { "number": "{{version}}", "date": "2026-05-02T08:00:00Z", "summary": "As it is now." } ]
            }
          },
          "product_tree": {
            "branches": [ { "category": "vendor", "name": "Argus Home", "branches": [ { "category": "product_name", "name": "Eye 2", "branches": [
              { "category": "product_version_range", "name": "vers:generic/<2.3", "product": { "product_id": "EYE-OLD", "name": "Argus Eye 2 before 2.3", "product_identification_helper": { "model_numbers": [ "Eye 2" ] } } },
              { "category": "product_version", "name": "2.3", "product": { "product_id": "EYE-23", "name": "Argus Eye 2 2.3" } }
            ] } ] } ]
          },
          "vulnerabilities": [ {
            "cve": "CVE-2026-0001",
            "scores": [ { "cvss_v3": { "version": "3.1", "baseScore": 9.8, "baseSeverity": "CRITICAL", "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }, "products": [ "EYE-OLD" ] } ],
            "product_status": { "known_affected": [ "EYE-OLD" ], "fixed": [ "EYE-23" ] },
            "remediations": [ { "category": "vendor_fix", "details": "Install 2.3.", "product_ids": [ "EYE-OLD" ] } ]
          } ]
        }
        """)!.AsObject();

    public static byte[] Bytes(this JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
