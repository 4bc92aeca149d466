using Acs.Northbound;
using Acs.Security;
using MudBlazor.Services;

namespace Acs.Dashboard;

/// <summary>The pages. Who may see them is the host's matter: every page asks for the administrator's login.</summary>
internal static class DashboardModule
{
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        // Run from the sources, style sheets and scripts come from the packages; published, they lie in wwwroot.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddMudServices();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.UseStaticFiles();
        app.MapGet("/devices/{id}/files/{file:guid}", DeviceFilesApi.GetAsync).RequireAuthorization(SecurityExtensions.Pages).ExcludeFromDescription();
        // Every page, and the circuit's own endpoints with them: a page's [Authorize] alone would leave those open.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization(SecurityExtensions.Pages);
    }
}
