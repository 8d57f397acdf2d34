// Non-variadic doors to libcurl's variadic calls, which Swift cannot import.
#ifndef HAETAE_CURL_SHIMS_H
#define HAETAE_CURL_SHIMS_H

#include <curl/curl.h>

CURLcode haetae_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode haetae_curl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode haetae_curl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode haetae_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode haetae_curl_set_write(CURL *handle, size_t (*write)(char *, size_t, size_t, void *), void *context);
CURLcode haetae_curl_set_progress(
    CURL *handle, int (*progress)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t), void *context);
CURLcode haetae_curl_set_header(CURL *handle, size_t (*header)(char *, size_t, size_t, void *), void *context);
// Only http and https, for the request and for wherever it might lead.
CURLcode haetae_curl_only_http(CURL *handle);
// Microseconds until the request could be sent; 0 where it came to no connection.
CURLcode haetae_curl_pretransfer_time(CURL *handle, curl_off_t *microseconds);
CURLcode haetae_curl_response_code(CURL *handle, long *code);

#endif
