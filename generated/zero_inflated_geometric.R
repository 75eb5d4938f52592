# Maximum-likelihood estimation: Zero-inflated geometric distribution.
#
#   f(x; weight, p) = Piecewise((weight+(1-weight)*p, Eq(x, 0)),
#       ((1-weight)*p*(1-p)**x, True))
#   support: x in 0, 1, 2, ...
#   weight: 0 < weight < 1
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   (log(p) + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
#       log(1 - p)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(-p*weight +
#       p + weight)*sum(Piecewise((1, Eq(x, 0)), (0, True)))
#
# Estimator (closed):
#
#   p = sum(Piecewise((0, Eq(x, 0)), (1, True)))/sum(Piecewise((0, Eq(x, 0)),
#       (x, True)))
#   weight = (p*sum(Piecewise((0, Eq(x, 0)), (1, True))) + p*sum(Piecewise((1,
#       Eq(x, 0)), (0, True))) - sum(Piecewise((1, Eq(x, 0)), (0, True))))/((p
#       - 1)*(sum(Piecewise((0, Eq(x, 0)), (1, True))) + sum(Piecewise((1,
#       Eq(x, 0)), (0, True)))))
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
#   A maximum exists only if #{x_i = 0} > np.
#   A maximum exists only if sum _(x_i != 0) x_i > 0.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 8
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
mle_zero_inflated_geometric <- function(x) {
  x <- .zero_inflated_geometric_column(x, "x")
  .zero_inflated_geometric_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_inflated_geometric_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("weight", "p")
  limit <- .zero_inflated_geometric_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .zero_inflated_geometric_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_zero_inflated_geometric(x, estimate)
    information <- hessian_zero_inflated_geometric(x, estimate)
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
#' @param parameters numeric vector: weight, p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_zero_inflated_geometric <- function(x, parameters) {
  x <- .zero_inflated_geometric_column(x, "x")
  .zero_inflated_geometric_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_inflated_geometric_require_rows("x", x >= 0, "must be >= 0")
  .zero_inflated_geometric_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_zero_inflated_geometric <- function(x, parameters) {
  x <- .zero_inflated_geometric_column(x, "x")
  .zero_inflated_geometric_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_inflated_geometric_require_rows("x", x >= 0, "must be >= 0")
  .zero_inflated_geometric_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_zero_inflated_geometric <- function(x, parameters) {
  x <- .zero_inflated_geometric_column(x, "x")
  .zero_inflated_geometric_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_inflated_geometric_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .zero_inflated_geometric_hessian(
    x, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_zero_inflated_geometric <- function(x, parameters) {
  x <- .zero_inflated_geometric_column(x, "x")
  .zero_inflated_geometric_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_inflated_geometric_require_rows("x", x >= 0, "must be >= 0")
  weight <- parameters[[1]]
  p <- parameters[[2]]
  t_10 <- 1 - weight
  t_11 <- 1 - p
  t_12 <- x == 0
  t_13 <- ifelse(t_12, 0, 1)
  t_14 <- ifelse(t_12, 1, 0) / (p + weight - p * weight)
  score_1 <- rep_len(t_11 * t_14 - t_13 / t_10, length(x))
  score_2 <- rep_len(
    t_10 * t_14 + t_13 / p - ifelse(t_12, 0, x) / t_11, length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("weight", "p")
  out
}

# x log y, and 0 where x = 0.
.zero_inflated_geometric_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.zero_inflated_geometric_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.zero_inflated_geometric_column <- function(values, name) {
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
.zero_inflated_geometric_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.zero_inflated_geometric_solve <- function(x) {
  t <- x == 0
  sum_h <- sum(ifelse(t, 0, 1))
  sum_h_1 <- sum(ifelse(t, 0, x))
  sum_h_2 <- sum(ifelse(t, 1, 0))
  p <- sum_h / sum_h_1
  weight <- (p * sum_h + p * sum_h_2 - sum_h_2) / ((p - 1) * (sum_h + sum_h_2))
  c(weight, p)
}

# 1 and the limits where no maximum exists, else 0.
.zero_inflated_geometric_limits <- function(x) {
  t <- x == 0
  sum_h <- sum(ifelse(t, 0, 1))
  sum_h_1 <- sum(ifelse(t, 0, x))
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, NaN))
  }
  if (!isTRUE(sum_h_1 - sum_h > 0)) {
    return(c(1, NaN, NaN))
  }
  if (!isTRUE(sum_h_1 > 0)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.zero_inflated_geometric_log_likelihood <- function(
    sum_h_2, sum_h, sum_h_1, weight, p
) {
  (log(p) + log1p(-weight)) * sum_h +
    .zero_inflated_geometric_xlog1py(sum_h_1, -p) +
    .zero_inflated_geometric_xlogy(sum_h_2, p + weight - p * weight)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zero_inflated_geometric_nll <- function(x, weight, p) {
  if (!isTRUE(weight > 0 && weight < 1 && p > 0 && p < 1)) {
    return(Inf)
  }
  t <- x == 0
  sum_h <- sum(ifelse(t, 0, 1))
  sum_h_1 <- sum(ifelse(t, 0, x))
  sum_h_2 <- sum(ifelse(t, 1, 0))
  -.zero_inflated_geometric_log_likelihood(sum_h_2, sum_h, sum_h_1, weight, p)
}

# The gradient of the log-likelihood.
.zero_inflated_geometric_score <- function(sum_h_2, sum_h, sum_h_1, weight, p) {
  t_15 <- 1 - weight
  t_16 <- 1 / (p + weight - p * weight)
  t_17 <- 1 - p
  c(
    t_16 * t_17 * sum_h_2 - sum_h / t_15,
    t_15 * t_16 * sum_h_2 + sum_h / p - sum_h_1 / t_17
  )
}

# The gradient of nll; nan outside the domain or the support.
.zero_inflated_geometric_gradient <- function(x, weight, p) {
  if (!isTRUE(weight > 0 && weight < 1 && p > 0 && p < 1)) {
    return(c(NaN, NaN))
  }
  t <- x == 0
  sum_h <- sum(ifelse(t, 0, 1))
  sum_h_1 <- sum(ifelse(t, 0, x))
  sum_h_2 <- sum(ifelse(t, 1, 0))
  found_1 <- .zero_inflated_geometric_score(sum_h_2, sum_h, sum_h_1, weight, p)
  g_1 <- found_1[1]
  g_2 <- found_1[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zero_inflated_geometric_curvature <- function(
    sum_h_2, sum_h, sum_h_1, weight, p
) {
  t_18 <- p + weight - p * weight
  t_19 <- weight - 1
  t_20 <- -t_19
  t_21 <- 1 / t_18
  t_22 <- p - 1
  t_23 <- -t_22
  t_24 <- t_21 * sum_h_2
  t_25 <- 1 / t_18^2
  c(
    t_22 * t_23 * t_25 * sum_h_2 - sum_h / t_20^2,
    t_20 * t_22 * t_25 * sum_h_2 - t_24,
    t_19 * t_20 * t_25 * sum_h_2 - sum_h / p^2 - sum_h_1 / t_23^2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.zero_inflated_geometric_hessian <- function(x, weight, p) {
  if (!isTRUE(weight > 0 && weight < 1 && p > 0 && p < 1)) {
    return(c(NaN, NaN, NaN))
  }
  t <- x == 0
  sum_h <- sum(ifelse(t, 0, 1))
  sum_h_1 <- sum(ifelse(t, 0, x))
  sum_h_2 <- sum(ifelse(t, 1, 0))
  found_2 <- .zero_inflated_geometric_curvature(
    sum_h_2, sum_h, sum_h_1, weight, p
  )
  h_1 <- found_2[1]
  h_2 <- found_2[2]
  h_3 <- found_2[3]
  c(-h_1, -h_2, -h_3)
}
