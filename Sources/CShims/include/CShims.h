#ifndef HAETAE_CSHIMS_H
#define HAETAE_CSHIMS_H

#include "CurlShims.h"
#include "EmbeddingKernels.h"

#endif
