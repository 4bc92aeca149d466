using MudBlazor;

namespace Acs.Dashboard.Layout;

/// <summary>Colours and type. Fonts are the system's: no request leaves the origin.</summary>
internal static class Look
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem" } },
        PaletteLight = new PaletteLight { Primary = "#0b5cad", AppbarBackground = "#0b2239", Background = "#f6f8fa" },
        PaletteDark = new PaletteDark { Primary = "#6cb6ff", AppbarBackground = "#0b1420", Background = "#10161e", Surface = "#18212c" },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
