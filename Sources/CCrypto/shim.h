#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <openssl/evp.h>
