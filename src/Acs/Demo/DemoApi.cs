using System.Net.Http.Headers;
using System.Text.Json;

namespace Acs.Demo;

/// <summary>The REST API as any client uses it, with the administrator's key.</summary>
internal sealed class DemoApi : IDisposable
{
    private readonly HttpClient _http;

    public DemoApi(Uri web, string adminKey)
    {
        _http = new HttpClient { BaseAddress = new Uri(web, "/api/v1/"), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
    }

    /// <summary>The answer's <c>id</c>.</summary>
    /// <exception cref="HttpRequestException">The server refused; the message has its problem text.</exception>
    public async Task<string> PostAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(path, content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        }

        using var json = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
        return json.RootElement.TryGetProperty("id", out var id) ? id.ToString() : "";
    }

    public async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return response.IsSuccessStatusCode;
    }

    public void Dispose() => _http.Dispose();
}
