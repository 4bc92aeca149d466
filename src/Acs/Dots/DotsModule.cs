using Microsoft.Extensions.Options;

namespace Acs.Dots;

internal static class DotsModule
{
    public static void AddDots(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DotsOptions>().Bind(configuration.GetSection(DotsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DotsOptions>, DotsOptionsValidator>();
        services.AddSingleton<DotsServing>();
        services.AddHostedService<DotsService>();
    }
}
