namespace Provisioning.Warnings.Csaf;

/// <summary>Reads <c>product_tree</c> (§3.2.2): branches, products without branches, products on products, groups.</summary>
internal sealed class ProductTreeReader
{
    public const int MaxProducts = 10_000;

    private const int MaxDepth = 30;
    private const int MaxBranches = 5000;

    private readonly Dictionary<string, CsafProduct> _products = new(StringComparer.Ordinal);

    private ProductTreeReader()
    {
    }

    public static ProductTree Read(CsafNode tree)
    {
        var reader = new ProductTreeReader();
        foreach (var branch in tree.Items("branches", MaxBranches))
        {
            reader.Branch(branch, new Way(null, null, null, null), 1);
        }

        foreach (var product in tree.Items("full_product_names", MaxProducts))
        {
            reader.Add(product, new Way(null, null, null, null));
        }

        foreach (var relationship in tree.Items("relationships", MaxProducts))
        {
            reader.Relate(relationship);
        }

        return new ProductTree(reader._products, reader.Groups(tree));
    }

    private void Branch(CsafNode branch, Way way, int depth)
    {
        // §3.1.2 sets no bound; nobody's products need more.
        if (depth > MaxDepth)
        {
            branch.Wrong($"Is more than {MaxDepth} branches deep.");
            return;
        }

        var name = branch.Text("name", required: true);
        way = branch.Text("category", 40, required: true) switch
        {
            "vendor" => way with { Vendor = name },
            "product_name" => way with { Model = name },
            "product_version" or "patch_level" or "service_pack" => way with { Version = name, Range = null },
            "product_version_range" => way with { Range = name, Version = null },
            _ => way,
        };
        if (branch.Has("product"))
        {
            Add(branch.Child("product"), way);
        }
        else
        {
            foreach (var inner in branch.Items("branches", MaxBranches, required: true))
            {
                Branch(inner, way, depth + 1);
            }
        }
    }

    private void Add(CsafNode product, Way way)
    {
        if (product.Text("product_id", 500, required: true) is { } id && product.Text("name", 1000, required: true) is { } name && IsNew(product, id))
        {
            _products[id] = new CsafProduct(id, name, way.Vendor, way.Model, way.Version, way.Range, HelperReader.Read(product.Child("product_identification_helper")));
        }
    }

    private void Relate(CsafNode relationship)
    {
        relationship.Text("category", 40, required: true);
        var full = relationship.Child("full_product_name", required: true);
        if (relationship.Text("product_reference", 500, required: true) is { } of && relationship.Text("relates_to_product_reference", 500, required: true) is { } on
            && full.Text("product_id", 500, required: true) is { } id && full.Text("name", 1000, required: true) is { } name && IsNew(full, id))
        {
            // Mandatory test 6.1.1: references are defined.
            if (_products.GetValueOrDefault(of) is not { } software || _products.GetValueOrDefault(on) is not { } platform)
            {
                relationship.Wrong("Refers to a product that is not defined before it.");
                return;
            }

            _products[id] = software.On(id, name, platform, HelperReader.Read(full.Child("product_identification_helper")));
        }
    }

    /// <summary>Mandatory test 6.1.2.</summary>
    private bool IsNew(CsafNode at, string id)
    {
        if (_products.ContainsKey(id))
        {
            at.Wrong($"product_id {id} is defined twice.");
            return false;
        }

        if (_products.Count < MaxProducts)
        {
            return true;
        }

        at.Wrong($"There are more than {MaxProducts} products.");
        return false;
    }

    private Dictionary<string, IReadOnlyList<string>> Groups(CsafNode tree)
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var group in tree.Items("product_groups", 1000))
        {
            if (group.Text("group_id", 500, required: true) is { } id)
            {
                groups[id] = [.. Defined.Products(group, "product_ids", _products)];
            }
        }

        return groups;
    }

    private sealed record Way(string? Vendor, string? Model, string? Version, string? Range);
}
