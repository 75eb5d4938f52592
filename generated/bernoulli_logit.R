# Maximum-likelihood estimation: Bernoulli distribution (log odds).
#
#   f(x; theta) = exp(theta*x)/(1+exp(theta))
#   support: x in 0, 1
#   theta: real
#
# Log-likelihood:
#
#   theta*sum(x) - log(exp(theta) + 1)*n
#
# Estimator (closed):
#
#   theta = log(-sum(x)/(-n + sum(x)))
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#   A maximum exists only if sum x_i < n.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_bernoulli_logit <- function(x) {
  x <- .bernoulli_logit_column(x, "x")
  .bernoulli_logit_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_logit_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_logit_require_rows("x", x <= 1, "must be <= 1")
  labels <- c("theta")
  limit <- .bernoulli_logit_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .bernoulli_logit_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_bernoulli_logit(x, estimate)
    information <- hessian_bernoulli_logit(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_bernoulli_logit <- function(x, parameters) {
  x <- .bernoulli_logit_column(x, "x")
  .bernoulli_logit_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_logit_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_logit_require_rows("x", x <= 1, "must be <= 1")
  .bernoulli_logit_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_bernoulli_logit <- function(x, parameters) {
  x <- .bernoulli_logit_column(x, "x")
  .bernoulli_logit_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_logit_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_logit_require_rows("x", x <= 1, "must be <= 1")
  .bernoulli_logit_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_bernoulli_logit <- function(x, parameters) {
  x <- .bernoulli_logit_column(x, "x")
  .bernoulli_logit_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_logit_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_logit_require_rows("x", x <= 1, "must be <= 1")
  triangle <- .bernoulli_logit_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_bernoulli_logit <- function(x, parameters) {
  x <- .bernoulli_logit_column(x, "x")
  .bernoulli_logit_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_logit_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_logit_require_rows("x", x <= 1, "must be <= 1")
  theta <- parameters[[1]]
  score_1 <- rep_len(x - stats::plogis(theta), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# log(exp a + exp b).
.bernoulli_logit_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# A variable as a numeric vector; stops if it is none.
.bernoulli_logit_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.bernoulli_logit_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.bernoulli_logit_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  theta <- log(-sum_x / (sum_x - n))
  theta
}

# 1 and the limits where no maximum exists, else 0.
.bernoulli_logit_limits <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, NaN))
  }
  if (!isTRUE(n - sum_x > 0)) {
    return(c(1, NaN))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.bernoulli_logit_log_likelihood <- function(sum_x, n, theta) {
  theta * sum_x - n * .bernoulli_logit_logaddexp(0, theta)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.bernoulli_logit_nll <- function(x, theta) {
  if (!is.finite(theta)) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.bernoulli_logit_log_likelihood(sum_x, n, theta)
}

# The gradient of the log-likelihood.
.bernoulli_logit_score <- function(sum_x, n, theta) {
  sum_x - n * stats::plogis(theta)
}

# The gradient of nll; nan outside the domain or the support.
.bernoulli_logit_gradient <- function(x, theta) {
  if (!is.finite(theta)) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.bernoulli_logit_score(sum_x, n, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.bernoulli_logit_curvature <- function(n, theta) {
  t_1 <- n * stats::plogis(theta)
  -t_1 * stats::plogis(-theta)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.bernoulli_logit_hessian <- function(x, theta) {
  if (!is.finite(theta)) {
    return(NaN)
  }
  n <- length(x)
  -.bernoulli_logit_curvature(n, theta)
}
