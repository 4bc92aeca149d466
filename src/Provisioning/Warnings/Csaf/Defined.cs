namespace Provisioning.Warnings.Csaf;

/// <summary>Mandatory test 6.1.1: what is referred to is defined in the product tree.</summary>
internal static class Defined
{
    /// <returns>Those of the list that are; the others are noted.</returns>
    public static IReadOnlyList<string> Products(CsafNode node, string list, IReadOnlyDictionary<string, CsafProduct> products)
    {
        var ids = new List<string>();
        foreach (var item in node.Items(list, ProductTreeReader.MaxProducts))
        {
            if (item.Text(500) is { } id)
            {
                if (products.ContainsKey(id))
                {
                    ids.Add(id);
                }
                else
                {
                    item.Wrong($"Product {id} is not defined in the product tree.");
                }
            }
        }

        return ids;
    }

    public static void Groups(CsafNode node, IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
    {
        foreach (var item in node.Items("group_ids", ProductTreeReader.MaxProducts))
        {
            if (item.Text(500) is { } id && !groups.ContainsKey(id))
            {
                item.Wrong($"Product group {id} is not defined in the product tree."); // Test 6.1.4.
            }
        }
    }
}
